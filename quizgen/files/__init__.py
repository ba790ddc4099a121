"""Reading what people wrote and writing what must not be lost: YAML with lines, text, safe writes."""
