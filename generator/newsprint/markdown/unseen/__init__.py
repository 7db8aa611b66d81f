"""Problems about text that an author wrote and readers do not see as intended."""
