"""What trainers write: YAML and Markdown in, frozen typed objects or a list of Problems out."""
