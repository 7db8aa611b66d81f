"""The scan that refuses a deploy if a file shows what readers may not see."""
