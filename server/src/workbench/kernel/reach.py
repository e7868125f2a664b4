"""Which of these addresses answer from here, for the probe of a machine that should have no network.

A firewall may take a connection and never let it through: only an answer counts. Arguments: HOST:PORT, of DNS servers.
"""

import json
import socket
import sys

# Asks for example.com, as over TCP: its length first.
QUESTION = bytes.fromhex("001d2b1a01000001000000000000076578616d706c6503636f6d0000010001")


def answers(address):
    host, port = address.rsplit(":", 1)
    try:
        with socket.create_connection((host, int(port)), timeout=3) as connection:
            connection.settimeout(3)
            connection.sendall(QUESTION)
            return connection.recv(1) != b""
    except OSError:
        return False


print(json.dumps([address for address in sys.argv[1:] if answers(address)]))
