"""Problems of themes: finding them, and messages for theme authors."""
