// yaml-language-server as its own command starts it, in the version that deno.json pins.
import "yaml-language-server/bin/yaml-language-server";
