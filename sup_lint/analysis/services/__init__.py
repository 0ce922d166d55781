"""The services of a repository that use Supertone, and what each takes its key from."""
