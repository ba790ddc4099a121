"""What all commands share: Chinese help and messages, option values, folders, who acts."""
