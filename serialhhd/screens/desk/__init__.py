"""The office side: wide screens for those who prepare the work and follow it."""
