"""The index: what plans were understood as, kept between runs. Taking it out changes nothing but time.

`store` is the file, `sources` how the files of a plan are found unchanged, `kept` what is written of a plan and
how it is read back, `ask` the questions asked through it, `checked` what `validate` found. Whatever is odd about
the file (damaged, foreign, locked, of another version of the program) means doing the work without it.
"""
