"""What tests share: databases, the server and the browser, all of them real."""
