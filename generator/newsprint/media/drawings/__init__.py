"""SVG: drawings, made safe."""
