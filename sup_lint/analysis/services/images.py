"""What an image is called: the same program under many tags, registries and stages."""

from sup_lint.analysis.services.naming import base_name, is_generic

# Images that any program is started in.
_RUNTIMES = frozenset(
    """
    alpine ubuntu debian busybox centos fedora amazonlinux distroless scratch python node golang go ruby php openjdk
    eclipse-temurin amazoncorretto rust dotnet aspnet sdk runtime bun deno elixir docker bash uv poetry buildpack-deps
    """.split()
)
# Servers and tools that others wrote.
_SERVERS = frozenset(
    """
    nginx httpd caddy traefik haproxy envoy redis valkey postgres mysql mariadb mongo mongodb memcached rabbitmq kafka
    zookeeper elasticsearch opensearch minio localstack vault consul grafana prometheus loki otel-collector
    opentelemetry-collector fluentd fluent-bit jaeger mailhog mailpit adminer pgadmin4 phpmyadmin curl kubectl
    """.split()
)


def image_mark(image: str) -> str:
    """A sign of the program in an image, for all its tags and registries; empty for one that says nothing."""
    path = image.strip().partition("@")[0]
    head, _, last = path.rpartition("/")
    if not path or ".Values" in path or _plain_name(image) in _RUNTIMES:
        return ""
    if "$" in last.partition(":")[0] or "{{" in path:
        return f"image:{path}"  # the same variable is the same image
    last = last.partition(":")[0]
    base = base_name(last) or last.lower()
    owner = head.rpartition("/")[2]
    return f"image:{owner}/{base}" if is_generic(base) and owner else f"image:{base}"


def is_public(image: str) -> bool:
    """Whether an image is one that any program is started in, or a server that others wrote."""
    return _plain_name(image) in _RUNTIMES | _SERVERS


def _plain_name(image: str) -> str:
    return image.partition("@")[0].rpartition("/")[2].partition(":")[0].lower()
