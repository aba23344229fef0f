// Shows the contract, and tries it with the token that is given under "Authorize".
window.ui = SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#page", deepLinking: true, validatorUrl: null });
