"""SVG drawings, made safe."""
