"""Labelled data -> the weights of the small models, one file a model; reading articles needs none of this."""
