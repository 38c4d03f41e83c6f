"""The servers that cases use."""

from case import Server, python

UVICORN = Server("FastAPI behind uvicorn (`app/workshop.py`)",
                 ("/usr/bin/python3", "-m", "uvicorn", "workshop:app", "--app-dir", "{lab}/app",
                  "--host", "0.0.0.0", "--port", "8000", "--no-access-log"))


def uvicorn(*more: str) -> Server:
    return Server(f"{UVICORN.words} {' '.join(more)}", (*UVICORN.argv, *more))


def gunicorn(*more: str) -> Server:
    words = " ".join(("Flask behind gunicorn (`app/workshop_flask.py`)", *more))
    return Server(words, ("/usr/bin/python3", "-m", "gunicorn", "workshop_flask:app", "--chdir", "{lab}/app",
                          "--bind", "0.0.0.0:8000", *more))


def raw(*more: object) -> Server:
    return Server(f"bare sockets (`daemons/raw_http.py {' '.join(map(str, more))}`)".replace(" `)", "`)"),
                  python("daemons/raw_http.py", *more))
