"""Every private part of Textual that the program touches; no other package does.

- `apps.py`: `_animator`, `_batch_count`, `_cache`, `_close_messages_no_wait`, `_closed`, `_context`, `_display`,
  `_exception`, `_exception_event`, `_handle_exception`, `_registry`, `_return_code`, `_running`,
  `_set_pointer_shape`, `_shutdown`
- `driver.py`: `_app`, `_loop`, `_size`
- `frame.py`: `_compositor`
- `row_compositor.py`: `_compositor`, `_dirty_regions`, `_divide_cache`, `_get_renders`
- `row_screen.py`: `_batch_count`, `_compositor`, `_compositor_refresh`, `_dirty_widgets`, `_handle_exception`,
  `_layout_required`, `_refresh_layout`, `_repaint_required`, `_set_dirty`
- `shared_stylesheet.py`: `_component_styles`, `_process_component_classes`, `_require_parse`, `_rules`, `_rules_map`,
  `_variables`
- `sized_widget.py`: `_size_updated`
- `unhurried.py`: `_queue`, `_writer_thread`

And `textual.app` is kept from redirecting the output of the process. Textual is pinned exactly; `tests/test_house.py` fails when one
of these is gone or takes other arguments, and `tests/hosting/`, `tests/screens/` when one does something else.
"""
