"""What a handheld over SSH costs, by OpenSSH and by `serialhhd serve`, in one run: `python -m bench.ssh`."""
