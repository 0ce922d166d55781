"""Addresses of repositories, told from paths and shown without what is secret."""

import pytest

from sup_lint.sources.git.remotes import remote


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("https://git.example.com/team/app.git", "https://git.example.com/team/app.git"),
        ("https://user:s3cret@git.example.com/team/app.git", "https://git.example.com/team/app.git"),
        ("https://s3cret@git.example.com/app", "https://git.example.com/app"),
        ("HTTPS://user:s3cret@Git.Example.com/App", "https://git.example.com/App"),
        ("https://user:s3/cret@git.example.com/app", "https://git.example.com/app"),
        ("https://user:s3@cret@git.example.com/app", "https://git.example.com/app"),
        ("https://git.example.com/app?private_token=s3cret", "https://git.example.com/app"),
        ("https://git.example.com:8443/@scope/app", "https://git.example.com:8443/@scope/app"),
        ("https://user:s3cret@[::1]:8443/app", "https://[::1]:8443/app"),
        ("ssh://git@git.example.com:22/team/app", "ssh://git.example.com:22/team/app"),
        ("ssh://user:s3cret@git.example.com/app", "ssh://git.example.com/app"),
        ("git://git.example.com/app", "git://git.example.com/app"),
        ("file:///srv/git/app.git", "file:///srv/git/app.git"),
        ("git@git.example.com:team/app.git", "git.example.com:team/app.git"),
        ("someone@host:app", "host:app"),
    ],
)
def test_an_address_is_shown_without_who_asks(text: str, name: str) -> None:
    found = remote(text)
    assert found is not None
    assert found.name == name
    assert "s3cret" not in repr(found) + name
    told = found.without_secrets(f"unable to access '{found.url}': {found.password or 'nothing'} is wrong")
    assert "s3" not in told


@pytest.mark.parametrize(
    "text", ["app", "./app", "../a/b.git", "/srv/git/app", "C:/app", "a b@c:d", "ext::sh -c id", "host:path", "@:", ""]
)
def test_anything_else_is_a_path(text: str) -> None:
    assert remote(text) is None


def test_git_is_not_called_with_the_password() -> None:
    found = remote("https://user:p%40ss@git.example.com/app?a=1")
    assert found is not None
    assert (found.url, found.user, found.password) == ("https://git.example.com/app?a=1", "user", "p@ss")


def test_ssh_is_told_the_user_and_never_a_password() -> None:
    found = remote("ssh://deploy:s3cret@git.example.com/app")
    assert found is not None
    assert (found.url, found.password) == ("ssh://deploy@git.example.com/app", "")
