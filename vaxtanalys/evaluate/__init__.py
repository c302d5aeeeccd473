"""A run against a human coding: how many measures, bodies and tags were found, how many were right, which were missed."""
