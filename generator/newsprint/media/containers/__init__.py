"""The parts that files of pictures are made of, format by format."""
