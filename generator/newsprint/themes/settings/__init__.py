"""The settings of a theme: what it declares, what an outlet sets, and what templates and style sheets get of that."""
