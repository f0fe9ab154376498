from decision.storage import metadata
from plumbing.migrations import run_environment

run_environment(metadata)
