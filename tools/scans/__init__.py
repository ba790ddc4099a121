"""Simulated answer sheets: people who fill them in, scanners and phones that take pictures of them."""
