"""HTML that authors write, made safe."""
