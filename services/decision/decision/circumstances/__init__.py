"""Commands about what is true of a case beside its stage: who decides, where the person is, what they say."""
