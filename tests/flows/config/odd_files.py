"""Files of flows as people write them, each in a manner of its own; all of them say something that can be edited."""

PLAIN = """\
#:schema ./flows.schema.json
version = 1

# What comes in.
[flows.goods_in]                          # at the dock
operation = "pre_receipt_receive"
title = "Receive"
steps = ["scan_pre_receipt", "scan_product", "enter_serials", "confirm_quantity", "scan_location"]
# over_receipt = "5%"

[flows.goods_in.enter_serials]
# Since the audit.
pre_entered = "verify"                    # each one
ranges = false
# separators = ";"

# ---- out ----

# What goes out.
[flows.goods_out]
operation = "pick_by_pick_list"
steps = ["scan_pick_list", "scan_location", "scan_product", "enter_serials"]
# for the forklifts
[device]
prefix = "*"
"""

ONE_A_LINE = """\
[flows.goods_in]
operation = 'pre_receipt_receive'
steps = [                        # in this order
\t"scan_pre_receipt",          # the paper
\t# then the goods
\t"scan_product",
\t'enter_serials',             # only cameras

\t"confirm_quantity",
\t"scan_location"              # no comma
\t# the end
]
[flows.goods_out]
operation = "pick_by_pick_list"
steps = [
  "scan_pick_list",
  "scan_product",  # what
]
[flows.goods_out.confirm_quantity]
short_reasons = [
  "Not found",     # on the shelf
  "Damaged",
]"""

DOTTED = """\
# everything below flows
[flows]
goods_in.operation = "pre_receipt_receive"
goods_in . "title" = "Receive"                      # dotted
goods_in.steps = ["scan_pre_receipt", "scan_product", "scan_location"]
goods_in.enter_serials.pre_entered = "verify"  # far in
goods_in.enter_serials.ranges = true

"goods_out".operation = "pick_by_pick_list"
"goods_out".steps = [ "scan_pick_list",
    "scan_product", "enter_serials" ] # two lines
"""

DOTTED_FROM_THE_TOP = """\
version = 1
flows.goods_in.operation = "pre_receipt_receive"
flows.goods_in.steps = ["scan_pre_receipt", "scan_product", "scan_location"]
# alone

flows.goods_out = { operation = "pick_by_pick_list", steps = ["scan_pick_list", "scan_product"] }
"""

BRACES = """\
[flows]
goods_in = { operation = "pre_receipt_receive", enter_serials = { pre_entered = "verify" }, steps = ["scan_pre_receipt", "scan_product", "scan_location"] } # in
# out
goods_out = {operation="pick_by_pick_list",steps=["scan_pick_list","scan_product"],confirm_quantity={}}
[device]
"""

ALL_IN_BRACES = """\
flows = { goods_in = { operation = "pre_receipt_receive", steps = ["scan_pre_receipt", "scan_product"] }, goods_out.operation = "x", goods_out.steps = [ 'a' , 'b' ] }  # short
"""

SCATTERED = """\
  [ flows . "goods_in" . enter_serials ]   # first
  ranges = true
[flows.goods_out]
operation = "pick_by_pick_list"
steps = ["scan_pick_list", "scan_product",
         "enter_serials",                  # aligned
         "confirm_quantity"]
  [flows.'goods_in']
  operation = "pre_receipt_receive"
  title = '''
A # that is
[no.header]
'''   # three quotes
  steps = ["scan_pre_receipt",# glued
    # above
    "scan_product", "scan_location",
  ]
"""

ODD_FILES = [PLAIN, ONE_A_LINE, DOTTED, DOTTED_FROM_THE_TOP, BRACES, ALL_IN_BRACES, SCATTERED]
