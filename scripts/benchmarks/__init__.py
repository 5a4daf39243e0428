"""Measurements that the project prints about itself, with peers in the same run; never tests."""
