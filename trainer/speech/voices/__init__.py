"""The voices: each file drives one engine behind the `Voice` port."""
