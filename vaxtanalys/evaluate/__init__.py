"""A run against a human coding: how many measures, bodies and tags were found, and which were missed."""
