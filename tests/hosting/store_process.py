"""The store's process by itself: answers on a socket that the tests hold, until it is killed."""

import asyncio
import socket
import sys

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.hosting.processes.store_server import StoreServer
from serialhhd.store.engine.store import Store


async def answer(store: Store, number: int) -> None:
    await StoreServer(store, FlowsFile(PACKAGED)).serve(socket.socket(fileno=number), asyncio.Event())


if __name__ == "__main__":
    with Store.open(sys.argv[1]) as opened:
        asyncio.run(answer(opened, int(sys.argv[2])))
