"""The scan that keeps what readers may not see from being shipped."""
