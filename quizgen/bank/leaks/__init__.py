"""Questions of a bank that give each other away."""
