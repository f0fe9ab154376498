"""Pages of a life in support: plan and contacts, leaving and afterwards, and every act on them."""
