"""The older half of the workshop's web application, for gunicorn."""

import time

from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/price/<int:part>")
def price(part: int):
    return jsonify(part=part, price_cents=100 + part)


@app.get("/slow/orders")
def slow_orders():
    time.sleep(0.6)
    return jsonify(orders=[])
