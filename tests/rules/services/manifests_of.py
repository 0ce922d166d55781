"""Pieces of the files that describe services, for the cases of key-shared-by-services."""


def compose(**services: str) -> str:
    """A compose file: the lines of each service, which go in below its name."""
    lines = ["services:"]
    for name, body in services.items():
        lines += [f"  {name.replace('_', '-')}:", *(f"    {line}" for line in body.strip("\n").split("\n"))]
    return "\n".join(lines) + "\n"


def given(value: str, name: str = "SUPERTONE_API_KEY") -> str:
    """The environment of a service with the key."""
    return f"environment:\n  {name}: {value}"


def workload(name: str, image: str, reference: str, kind: str = "Deployment", namespace: str = "") -> str:
    """A workload of Kubernetes whose container takes the key from a Secret: `name/key`, marks included."""
    space = f"\n  namespace: {namespace}" if namespace else ""
    secret, key = reference.rsplit("/", 1)
    pod = f"""      containers:
        - name: main
          image: {image}
          env:
            - name: SUPERTONE_API_KEY
              valueFrom:
                secretKeyRef:
                  name: {secret}
                  key: {key}
"""
    if kind == "CronJob":
        pod = "      template:\n        spec:\n" + "".join(f"    {line}\n" for line in pod.splitlines())
        pod = "  jobTemplate:\n    spec:\n" + pod
        return f"apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: {name}{space}\nspec:\n{pod}"
    head = f"apiVersion: apps/v1\nkind: {kind}\nmetadata:\n  name: {name}{space}\n"
    return f"{head}spec:\n  template:\n    spec:\n{pod}"


def job(name: str, *lines: str) -> str:
    """A job of a workflow."""
    return "\n".join([f"  {name}:", "    runs-on: ubuntu-latest", *(f"    {line}" for line in lines)]) + "\n"


def workflow(*jobs: str, name: str = "pipeline", on: str = "push") -> str:
    """A workflow of GitHub."""
    return f"name: {name}\non: {on}\njobs:\n" + "".join(jobs)


def deploying(command: str, secret: str = "${{ secrets.SUPERTONE_API_KEY }}") -> tuple[str, ...]:
    """The steps of a job that deploys with the key."""
    return (
        "steps:",
        "  - uses: actions/checkout@v4",
        f"  - run: {command}",
        "    env:",
        f"      SUPERTONE_API_KEY: {secret}",
    )


def literal_workload(name: str, image: str, key: str) -> str:
    """A Deployment with the key in clear."""
    whole = workload(name, image, "x/y")
    start = whole.index("              valueFrom")
    return f"{whole[:start]}              value: {key}\n"


def reusable(command: str) -> str:
    """A workflow that others call, and that deploys by a command with the key that they hand over."""
    on = "{workflow_call: {inputs: {environment: {type: string}}, secrets: {SUPERTONE_API_KEY: {required: true}}}}"
    return workflow(job("deploy", "environment: ${{ inputs.environment }}", *deploying(command)), name="deploy", on=on)


def calling(name: str, environment: str, secret: str = "${{ secrets.SUPERTONE_API_KEY }}") -> str:
    """A job that calls the workflow deploy.yml with a secret."""
    return (
        f"  {name}:\n    uses: ./.github/workflows/deploy.yml\n    with: {{environment: {environment}}}\n"
        f"    secrets:\n      SUPERTONE_API_KEY: {secret}\n"
    )


CODE = "import os\n\nimport supertone\n\nclient = supertone.Supertone(api_key=os.environ['SUPERTONE_API_KEY'])\n"
SHARED = "${SUPERTONE_API_KEY}"
