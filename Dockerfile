# The site for docker-compose.yml: everything installed as locked, nothing started.
FROM python:3.12-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends make \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /srv/stadttor stadttor \
    && install --directory --owner stadttor /srv/stadttor/app /srv/stadttor/var
WORKDIR /srv/stadttor/app
USER stadttor
COPY --chown=stadttor . .
RUN make setup REQUIREMENTS=requirements.txt
ENV STADTTOR_VAR=/srv/stadttor/var DJANGO_SETTINGS_MODULE=stadttor.settings.production \
    PYTHONPATH=/srv/stadttor/app:/srv/stadttor/app/site PATH=/srv/stadttor/app/.venv/bin:$PATH
EXPOSE 8000
CMD ["gunicorn", "stadttor.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--workers", "2", "--threads", "4"]
