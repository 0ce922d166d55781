"""Python that runs on the client: in the page of a browser, or in an app that users install."""
