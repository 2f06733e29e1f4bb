"""The recognisers: each file drives one engine behind the `Recogniser` port."""
