"""Update the catalog to the content files and to the current instant."""
