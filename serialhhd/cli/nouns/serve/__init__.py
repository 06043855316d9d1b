"""`serialhhd serve`: handhelds for operators who connect over SSH."""

import os
import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from serialhhd.cli.nouns.serve.host_key import host_key
from serialhhd.cli.nouns.serve.status import status
from serialhhd.cli.parts.arguments import (
    HostKeys,
    LanguageName,
    RequireValid,
    UsualLanguage,
)
from serialhhd.cli.parts.opened import serving, writing
from serialhhd.cli.parts.options import Options
from serialhhd.cli.parts.serving import (
    Control,
    Host,
    LogScans,
    MetricsPort,
    Port,
    Sessions,
    host_settings,
)
from serialhhd.flows.sentences import messages

if TYPE_CHECKING:
    from collections.abc import Callable

    from serialhhd.flows.in_force.in_force import FlowsInForce
    from serialhhd.hosting.settings import HostSettings
    from serialhhd.store.engine.store import Store

app = typer.Typer(
    invoke_without_command=True,
    help="Serve handhelds to operators who connect over SSH.",
    rich_markup_mode=None,
)
app.command(name="status")(status)
app.command(name="host-key")(host_key)

Workers = Annotated[
    int,
    typer.Option(
        envvar="SERIALHHD_WORKERS", min=1, max=64, metavar="N", help="Share the work among N processes."
    ),
]


@app.callback()
def serve(
    ctx: typer.Context,
    *,
    host: Host = "127.0.0.1",
    port: Port = 2222,
    host_keys: HostKeys = None,
    sessions: Sessions = 500,
    idle: Annotated[
        float, typer.Option(min=1, metavar="MINUTES", help="Close a handheld nobody uses.")
    ] = 240,
    grace: Annotated[
        float, typer.Option(min=0, metavar="MINUTES", help="Keep a dropped handheld open.")
    ] = 30,
    log_scans: LogScans = False,
    control: Control = None,
    metrics_port: MetricsPort = None,
    language: UsualLanguage = LanguageName.ENGLISH,
    workers: Workers = 1,
    require_valid: RequireValid = False,
    create: Annotated[bool, typer.Option("--create", help="Make the store where there is none.")] = False,
) -> None:
    """Serve handhelds until SIGTERM or Ctrl+C. Operators log in by name with a key or a password."""
    if ctx.invoked_subcommand:
        return
    from serialhhd.hosting.monitoring.control import default_control
    from serialhhd.hosting.processes.open_files import check_open_files
    from serialhhd.hosting.system_errors import said

    settings = host_settings(
        host,
        port,
        sessions=sessions,
        log_scans=log_scans,
        control=control or (default_control(port) if port else None),
        metrics_port=metrics_port,
        language=language,
        host_keys=host_keys,
    )
    settings = replace(settings, idle=idle * 60, grace=grace * 60)
    if create:
        writing(ctx).close()
    try:
        check_open_files(sessions, workers)
        _run(ctx, settings, workers, requires_valid=require_valid)
    except OSError as problem:
        raise messages.server_not_started(problem=said(problem)) from None


def _run(ctx: typer.Context, settings: "HostSettings", workers: int, *, requires_valid: bool) -> None:
    from serialhhd.screens.hhd.terminal import quieten

    quieten()  # before Textual is imported
    from serialhhd.flows.in_force.in_force import FlowsInForce
    from serialhhd.hosting.monitoring import logs
    from serialhhd.hosting.monitoring.flows_log import log_flows

    logs.log_to()

    given = ctx.ensure_object(Options).flows

    def flows_of(store: "Store") -> FlowsInForce:
        nonlocal requires_valid
        found = FlowsInForce(store, given, told=log_flows, requires_valid=requires_valid)
        requires_valid = (
            False  # of the start alone: a process that is started anew goes on with what is in force
        )
        return found

    if workers == 1:
        _run_alone(ctx, settings, flows_of)
        return
    from serialhhd.hosting.processes.workers import serve_with_workers

    serve_with_workers(workers, lambda: serving(ctx), flows_of, settings, partial(_say_where, settings.host))


def _run_alone(
    ctx: typer.Context, settings: "HostSettings", flows_of: "Callable[[Store], FlowsInForce]"
) -> None:
    from serialhhd.hosting.handhelds.backend import LocalBackend
    from serialhhd.hosting.server import run_until_stopped
    from serialhhd.hosting.server import serve as serve_handhelds
    from serialhhd.store.desk.clearing_up import clear_up
    from serialhhd.store.engine.claim import claimed

    with serving(ctx) as store, claimed(store.place), flows_of(store) as flows:
        store.prepare_to_serve()
        clear_up(store)
        listening = partial(_say_where, settings.host)
        run_until_stopped(
            serve_handhelds(LocalBackend(store, flows, settings.language), settings, listening, flows=flows)
        )
    sys.stderr.flush()
    os._exit(0)  # the store is closed; to take the rest apart takes longer than anybody wants to wait


def _say_where(host: str, port: int) -> None:
    print(f"Listening on {host}:{port}", file=sys.stderr, flush=True)
