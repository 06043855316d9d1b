"""What serialhhd costs, as ratios measured in one run: `python -m bench`."""
