"""What is done when somebody is in danger, missing, or complains."""
