from plumbing.migrations import run_environment
from referral.storage import metadata

run_environment(metadata)
