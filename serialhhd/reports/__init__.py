"""Printed pages and files for people outside the warehouse."""
