"""What an image is called: the same program under many tags, registries and stages."""

from sup_lint.analysis.services.naming import base_name, is_generic

# Images that many programs are started in, or that hold what others wrote.
_PUBLIC = frozenset(
    """
    alpine ubuntu debian busybox centos fedora amazonlinux distroless scratch python node golang go ruby php openjdk
    eclipse-temurin amazoncorretto rust dotnet aspnet sdk runtime bun deno elixir nginx httpd caddy traefik haproxy
    envoy redis valkey postgres mysql mariadb mongo mongodb memcached rabbitmq kafka zookeeper elasticsearch opensearch
    minio localstack vault consul grafana prometheus loki otel-collector opentelemetry-collector fluentd fluent-bit
    jaeger mailhog mailpit adminer pgadmin4 phpmyadmin docker bash curl kubectl wait-for-it uv poetry
    """.split()
)


def image_mark(image: str) -> str:
    """A sign of the program in an image, for all its tags and registries; empty for one that says nothing."""
    path = image.strip().partition("@")[0]
    if not path or "{{" in path or path.startswith("$"):
        return ""
    head, _, last = path.rpartition("/")
    last = last.partition(":")[0]
    if not last or "$" in last or is_public(image):
        return ""
    base = base_name(last) or last.lower()
    owner = head.rpartition("/")[2]
    return f"image:{owner}/{base}" if is_generic(base) and owner else f"image:{base}"


def is_public(image: str) -> bool:
    """Whether an image is one that programs are started in, or a server that others wrote."""
    return image.partition("@")[0].rpartition("/")[2].partition(":")[0].lower() in _PUBLIC
