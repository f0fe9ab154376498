from care.storage import metadata
from plumbing.migrations import run_environment

run_environment(metadata)
