"""Headers that Django and django-csp leave out."""


class SecurityHeadersMiddleware:
    """Sends a Permissions-Policy: the site asks for no camera, microphone or sensor."""

    POLICY = "camera=(), microphone=(), geolocation=(self), payment=(), usb=()"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.POLICY)
        return response
