"""Trying the rules of placement out: a scene, one act through care's own commands, and what happened."""
