"""Python source to the program model. The only package that imports libcst."""
