// Shows the description that stands beside the page, wherever the API is mounted.
"use strict";

SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#description",
  deepLinking: true,
  docExpansion: "full",
  defaultModelsExpandDepth: 0,
});
