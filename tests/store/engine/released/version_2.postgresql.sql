CREATE TABLE operator (
	id BIGSERIAL NOT NULL, 
	name VARCHAR COLLATE "C" NOT NULL, 
	name_key VARCHAR COLLATE "C" NOT NULL, 
	role VARCHAR(10) NOT NULL, 
	created_at BIGINT NOT NULL, 
	disabled_at BIGINT, 
	password_hash VARCHAR COLLATE "C", 
	pin_hash VARCHAR COLLATE "C", 
	CONSTRAINT pk_operator PRIMARY KEY (id), 
	CONSTRAINT uq_operator_name_key UNIQUE (name_key), 
	CONSTRAINT ck_operator_role CHECK (role IN ('operator', 'supervisor', 'trainer', 'admin')), 
	CONSTRAINT ck_operator_name_printable CHECK (name !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE TABLE device (
	id BIGSERIAL NOT NULL, 
	name VARCHAR COLLATE "C" NOT NULL, 
	name_key VARCHAR COLLATE "C" NOT NULL, 
	created_at BIGINT NOT NULL, 
	disabled_at BIGINT, 
	CONSTRAINT pk_device PRIMARY KEY (id), 
	CONSTRAINT uq_device_name_key UNIQUE (name_key), 
	CONSTRAINT ck_device_name_printable CHECK (name !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE TABLE login_entry (
	id BIGSERIAL NOT NULL, 
	at BIGINT NOT NULL, 
	kind VARCHAR(9) NOT NULL, 
	name VARCHAR COLLATE "C" NOT NULL, 
	name_key VARCHAR COLLATE "C" NOT NULL, 
	address VARCHAR COLLATE "C" NOT NULL, 
	device VARCHAR COLLATE "C", 
	method VARCHAR(10), 
	reason VARCHAR COLLATE "C", 
	times INTEGER, 
	CONSTRAINT pk_login_entry PRIMARY KEY (id), 
	CONSTRAINT ck_login_entry_kind CHECK (kind IN ('login', 'refused', 'take_over', 'logout', 'dropped')), 
	CONSTRAINT ck_login_entry_method CHECK (method IN ('public_key', 'password', 'pin')), 
	CONSTRAINT ck_login_entry_name_printable CHECK (name !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'), 
	CONSTRAINT ck_login_entry_device_printable CHECK (device !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE INDEX ix_login_entry_unknown ON login_entry (address, at) WHERE times IS NOT NULL;

CREATE INDEX ix_login_entry_login ON login_entry (name_key, address) WHERE kind = 'login';

CREATE INDEX ix_login_entry_name ON login_entry (name_key, id);

CREATE INDEX ix_login_entry_kind ON login_entry (kind, id);

CREATE INDEX ix_login_entry_refused ON login_entry (name_key, at) WHERE kind = 'refused';

CREATE INDEX ix_login_entry_pair ON login_entry (name_key, address, id) WHERE kind IN ('login', 'refused') AND (reason IS NULL OR reason NOT IN ('login_too_often', 'wrong_key'));

CREATE TABLE setting (
	key VARCHAR COLLATE "C" NOT NULL, 
	value VARCHAR COLLATE "C" NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY (key)
);

CREATE TABLE unfinished_import (
	number BIGINT NOT NULL, 
	kind VARCHAR COLLATE "C" NOT NULL, 
	first_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_unfinished_import PRIMARY KEY (number)
);

CREATE TABLE account (
	id BIGSERIAL NOT NULL, 
	code VARCHAR COLLATE "C" NOT NULL, 
	code_key VARCHAR COLLATE "C" NOT NULL, 
	CONSTRAINT pk_account PRIMARY KEY (id), 
	CONSTRAINT uq_account_code_key UNIQUE (code_key), 
	CONSTRAINT ck_account_code_printable CHECK (code !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE TABLE warehouse (
	id BIGSERIAL NOT NULL, 
	code VARCHAR COLLATE "C" NOT NULL, 
	code_key VARCHAR COLLATE "C" NOT NULL, 
	CONSTRAINT pk_warehouse PRIMARY KEY (id), 
	CONSTRAINT uq_warehouse_code_key UNIQUE (code_key), 
	CONSTRAINT ck_warehouse_code_printable CHECK (code !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE TABLE product (
	id BIGSERIAL NOT NULL, 
	sku VARCHAR COLLATE "C" NOT NULL, 
	sku_key VARCHAR COLLATE "C" NOT NULL, 
	name VARCHAR COLLATE "C" NOT NULL, 
	tracking_type VARCHAR(17) NOT NULL, 
	serial_pattern VARCHAR COLLATE "C", 
	pattern_failed_at BIGINT, 
	warranty_days INTEGER, 
	retired_at BIGINT, 
	created_at BIGINT NOT NULL, 
	import_number BIGINT, 
	CONSTRAINT pk_product PRIMARY KEY (id), 
	CONSTRAINT ck_product_warranty_days CHECK (warranty_days > 0), 
	CONSTRAINT uq_product_sku_key UNIQUE (sku_key), 
	CONSTRAINT ck_product_tracking_type CHECK (tracking_type IN ('no_tracking', 'track_during_pick', 'full_tracking')), 
	CONSTRAINT ck_product_sku_printable CHECK (sku !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'), 
	CONSTRAINT ck_product_name_printable CHECK (name !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'), 
	CONSTRAINT ck_product_serial_pattern_printable CHECK (serial_pattern !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE TABLE list_view (
	id BIGSERIAL NOT NULL, 
	page VARCHAR COLLATE "C" NOT NULL, 
	name VARCHAR COLLATE "C" NOT NULL, 
	name_key VARCHAR COLLATE "C" NOT NULL, 
	definition VARCHAR COLLATE "C" NOT NULL, 
	saved_by VARCHAR COLLATE "C" NOT NULL, 
	saved_at BIGINT NOT NULL, 
	CONSTRAINT pk_list_view PRIMARY KEY (id), 
	CONSTRAINT uq_list_view_page_name_key UNIQUE (page, name_key), 
	CONSTRAINT ck_list_view_name_printable CHECK (name !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'), 
	CONSTRAINT ck_list_view_saved_by_printable CHECK (saved_by !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE TABLE public_key (
	id BIGSERIAL NOT NULL, 
	operator_id BIGINT, 
	device_id BIGINT, 
	fingerprint VARCHAR COLLATE "C" NOT NULL, 
	text VARCHAR COLLATE "C" NOT NULL, 
	label VARCHAR COLLATE "C" NOT NULL, 
	added_at BIGINT NOT NULL, 
	CONSTRAINT pk_public_key PRIMARY KEY (id), 
	CONSTRAINT ck_public_key_owner CHECK ((operator_id IS NULL) <> (device_id IS NULL)), 
	CONSTRAINT uq_public_key_operator_id_fingerprint UNIQUE (operator_id, fingerprint), 
	CONSTRAINT uq_public_key_device_id_fingerprint UNIQUE (device_id, fingerprint), 
	CONSTRAINT fk_public_key_operator_id FOREIGN KEY(operator_id) REFERENCES operator (id), 
	CONSTRAINT fk_public_key_device_id FOREIGN KEY(device_id) REFERENCES device (id), 
	CONSTRAINT ck_public_key_label_printable CHECK (label !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE TABLE location (
	id BIGSERIAL NOT NULL, 
	code VARCHAR COLLATE "C" NOT NULL, 
	code_key VARCHAR COLLATE "C" NOT NULL, 
	warehouse_id BIGINT NOT NULL, 
	CONSTRAINT pk_location PRIMARY KEY (id), 
	CONSTRAINT uq_location_code_key UNIQUE (code_key), 
	CONSTRAINT fk_location_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouse (id), 
	CONSTRAINT ck_location_code_printable CHECK (code !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE TABLE product_barcode (
	barcode VARCHAR COLLATE "C" NOT NULL, 
	product_id BIGINT NOT NULL, 
	CONSTRAINT pk_product_barcode PRIMARY KEY (barcode), 
	CONSTRAINT fk_product_barcode_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT ck_product_barcode_barcode_printable CHECK (barcode !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE INDEX ix_product_barcode_product_id ON product_barcode (product_id);

CREATE TABLE tracking_change (
	id BIGSERIAL NOT NULL, 
	product_id BIGINT NOT NULL, 
	"old" VARCHAR(17) NOT NULL, 
	"new" VARCHAR(17) NOT NULL, 
	at BIGINT NOT NULL, 
	operator VARCHAR COLLATE "C" NOT NULL, 
	CONSTRAINT pk_tracking_change PRIMARY KEY (id), 
	CONSTRAINT fk_tracking_change_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT ck_tracking_change_old CHECK ("old" IN ('no_tracking', 'track_during_pick', 'full_tracking')), 
	CONSTRAINT ck_tracking_change_new CHECK ("new" IN ('no_tracking', 'track_during_pick', 'full_tracking')), 
	CONSTRAINT ck_tracking_change_operator_printable CHECK (operator !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE INDEX ix_tracking_change_product_id ON tracking_change (product_id);

CREATE TABLE product_change (
	id BIGSERIAL NOT NULL, 
	product_id BIGINT NOT NULL, 
	what VARCHAR(14) NOT NULL, 
	"old" VARCHAR COLLATE "C", 
	"new" VARCHAR COLLATE "C", 
	at BIGINT NOT NULL, 
	operator VARCHAR COLLATE "C" NOT NULL, 
	CONSTRAINT pk_product_change PRIMARY KEY (id), 
	CONSTRAINT fk_product_change_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT ck_product_change_what CHECK (what IN ('name', 'serial_pattern', 'barcode', 'warranty_days', 'retired')), 
	CONSTRAINT ck_product_change_old_printable CHECK (old !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'), 
	CONSTRAINT ck_product_change_new_printable CHECK (new !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'), 
	CONSTRAINT ck_product_change_operator_printable CHECK (operator !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE INDEX ix_product_change_product_id ON product_change (product_id);

CREATE TABLE pre_receipt (
	id BIGSERIAL NOT NULL, 
	ref VARCHAR COLLATE "C" NOT NULL, 
	ref_key VARCHAR COLLATE "C" NOT NULL, 
	supplier VARCHAR COLLATE "C", 
	account_id BIGINT NOT NULL, 
	state VARCHAR(9) NOT NULL, 
	revision INTEGER DEFAULT '0' NOT NULL, 
	created_at BIGINT NOT NULL, 
	closed_at BIGINT, 
	import_number BIGINT, 
	CONSTRAINT pk_pre_receipt PRIMARY KEY (id), 
	CONSTRAINT uq_pre_receipt_ref_key UNIQUE (ref_key), 
	CONSTRAINT fk_pre_receipt_account_id FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT ck_pre_receipt_state CHECK (state IN ('open', 'received', 'cancelled')), 
	CONSTRAINT ck_pre_receipt_ref_printable CHECK (ref !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'), 
	CONSTRAINT ck_pre_receipt_supplier_printable CHECK (supplier !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE TABLE pick_list (
	id BIGSERIAL NOT NULL, 
	ref VARCHAR COLLATE "C" NOT NULL, 
	ref_key VARCHAR COLLATE "C" NOT NULL, 
	customer VARCHAR COLLATE "C", 
	account_id BIGINT NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	created_at BIGINT NOT NULL, 
	closed_at BIGINT, 
	import_number BIGINT, 
	CONSTRAINT pk_pick_list PRIMARY KEY (id), 
	CONSTRAINT uq_pick_list_ref_key UNIQUE (ref_key), 
	CONSTRAINT fk_pick_list_account_id FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT ck_pick_list_state CHECK (state IN ('open', 'picked', 'dispatched', 'cancelled')), 
	CONSTRAINT ck_pick_list_ref_printable CHECK (ref !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'), 
	CONSTRAINT ck_pick_list_customer_printable CHECK (customer !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE TABLE product_hold (
	id BIGSERIAL NOT NULL, 
	product_id BIGINT NOT NULL, 
	lot VARCHAR COLLATE "C", 
	lot_key VARCHAR COLLATE "C" NOT NULL, 
	reason VARCHAR COLLATE "C" NOT NULL, 
	held_at BIGINT NOT NULL, 
	held_by VARCHAR COLLATE "C" NOT NULL, 
	held_after BIGINT NOT NULL, 
	released_at BIGINT, 
	released_by VARCHAR COLLATE "C", 
	released_after BIGINT, 
	CONSTRAINT pk_product_hold PRIMARY KEY (id), 
	CONSTRAINT ck_product_hold_release CHECK ((released_at IS NULL) = (released_by IS NULL) AND (released_at IS NULL) = (released_after IS NULL)), 
	CONSTRAINT ck_product_hold_lot CHECK ((lot IS NULL) = (lot_key = '')), 
	CONSTRAINT fk_product_hold_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT ck_product_hold_lot_printable CHECK (lot !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'), 
	CONSTRAINT ck_product_hold_reason_printable CHECK (reason !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'), 
	CONSTRAINT ck_product_hold_held_by_printable CHECK (held_by !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'), 
	CONSTRAINT ck_product_hold_released_by_printable CHECK (released_by !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE INDEX ix_product_hold_product ON product_hold (product_id, id);

CREATE UNIQUE INDEX uq_product_hold_active ON product_hold (product_id, lot_key) WHERE released_at IS NULL;

CREATE TABLE stock_line (
	id BIGSERIAL NOT NULL, 
	product_id BIGINT NOT NULL, 
	location_id BIGINT NOT NULL, 
	account_id BIGINT NOT NULL, 
	tracking_type VARCHAR(17) NOT NULL, 
	quantity INTEGER NOT NULL, 
	received_at BIGINT NOT NULL, 
	CONSTRAINT pk_stock_line PRIMARY KEY (id), 
	CONSTRAINT uq_stock_line_product_id_location_id_account_id_tracking_type UNIQUE (product_id, location_id, account_id, tracking_type), 
	CONSTRAINT ck_stock_line_quantity CHECK (quantity >= 0), 
	CONSTRAINT fk_stock_line_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT fk_stock_line_location_id FOREIGN KEY(location_id) REFERENCES location (id), 
	CONSTRAINT fk_stock_line_account_id FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT ck_stock_line_tracking_type CHECK (tracking_type IN ('no_tracking', 'track_during_pick', 'full_tracking'))
);

CREATE INDEX ix_stock_line_location_id ON stock_line (location_id);

CREATE INDEX ix_stock_line_account_id ON stock_line (account_id);

CREATE TABLE run (
	id BIGSERIAL NOT NULL, 
	operator VARCHAR COLLATE "C" NOT NULL, 
	operator_key VARCHAR COLLATE "C" NOT NULL, 
	flow VARCHAR COLLATE "C" NOT NULL, 
	config VARCHAR COLLATE "C" NOT NULL, 
	position VARCHAR COLLATE "C" NOT NULL, 
	state VARCHAR(9) NOT NULL, 
	captured INTEGER NOT NULL, 
	last_capture_at BIGINT, 
	pre_receipt_id BIGINT, 
	pick_list_id BIGINT, 
	started_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	CONSTRAINT pk_run PRIMARY KEY (id), 
	CONSTRAINT ck_run_captured CHECK (captured >= 0), 
	CONSTRAINT ck_run_state CHECK (state IN ('open', 'done', 'cancelled', 'released')), 
	CONSTRAINT fk_run_pre_receipt_id FOREIGN KEY(pre_receipt_id) REFERENCES pre_receipt (id), 
	CONSTRAINT fk_run_pick_list_id FOREIGN KEY(pick_list_id) REFERENCES pick_list (id), 
	CONSTRAINT ck_run_operator_printable CHECK (operator !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE UNIQUE INDEX uq_run_open ON run (operator_key, flow) WHERE state = 'open';

CREATE TABLE pre_receipt_line (
	id BIGSERIAL NOT NULL, 
	pre_receipt_id BIGINT NOT NULL, 
	line_no INTEGER NOT NULL, 
	product_id BIGINT NOT NULL, 
	tracking_type VARCHAR(17) NOT NULL, 
	expected_quantity INTEGER NOT NULL, 
	confirmed_quantity INTEGER NOT NULL, 
	pre_entered INTEGER NOT NULL, 
	revision INTEGER DEFAULT '0' NOT NULL, 
	state VARCHAR(9) NOT NULL, 
	run_id BIGINT, 
	CONSTRAINT pk_pre_receipt_line PRIMARY KEY (id), 
	CONSTRAINT uq_pre_receipt_line_pre_receipt_id_line_no UNIQUE (pre_receipt_id, line_no), 
	CONSTRAINT uq_pre_receipt_line_pre_receipt_id_product_id UNIQUE (pre_receipt_id, product_id), 
	CONSTRAINT ck_pre_receipt_line_expected_quantity CHECK (expected_quantity > 0), 
	CONSTRAINT ck_pre_receipt_line_confirmed_quantity CHECK (confirmed_quantity >= 0), 
	CONSTRAINT ck_pre_receipt_line_all_or_none CHECK (pre_entered IN (0, expected_quantity)), 
	CONSTRAINT ck_pre_receipt_line_pre_entered_full_tracking CHECK (pre_entered = 0 OR tracking_type = 'full_tracking'), 
	CONSTRAINT fk_pre_receipt_line_pre_receipt_id FOREIGN KEY(pre_receipt_id) REFERENCES pre_receipt (id), 
	CONSTRAINT fk_pre_receipt_line_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT ck_pre_receipt_line_tracking_type CHECK (tracking_type IN ('no_tracking', 'track_during_pick', 'full_tracking')), 
	CONSTRAINT ck_pre_receipt_line_state CHECK (state IN ('open', 'received', 'cancelled')), 
	CONSTRAINT fk_pre_receipt_line_run_id FOREIGN KEY(run_id) REFERENCES run (id)
);

CREATE INDEX ix_pre_receipt_line_product_id ON pre_receipt_line (product_id);

CREATE TABLE pick_task (
	id BIGSERIAL NOT NULL, 
	pick_list_id BIGINT NOT NULL, 
	task_no INTEGER NOT NULL, 
	product_id BIGINT NOT NULL, 
	location_id BIGINT, 
	quantity INTEGER NOT NULL, 
	picked_quantity INTEGER NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	short_reason VARCHAR COLLATE "C", 
	run_id BIGINT, 
	CONSTRAINT pk_pick_task PRIMARY KEY (id), 
	CONSTRAINT uq_pick_task_pick_list_id_task_no UNIQUE (pick_list_id, task_no), 
	CONSTRAINT ck_pick_task_quantity CHECK (quantity > 0), 
	CONSTRAINT ck_pick_task_picked_quantity CHECK (picked_quantity BETWEEN 0 AND quantity), 
	CONSTRAINT ck_pick_task_short_has_reason CHECK (state <> 'picked' OR picked_quantity = quantity OR short_reason IS NOT NULL), 
	CONSTRAINT fk_pick_task_pick_list_id FOREIGN KEY(pick_list_id) REFERENCES pick_list (id), 
	CONSTRAINT fk_pick_task_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT fk_pick_task_location_id FOREIGN KEY(location_id) REFERENCES location (id), 
	CONSTRAINT ck_pick_task_state CHECK (state IN ('open', 'picked', 'dispatched', 'cancelled')), 
	CONSTRAINT fk_pick_task_run_id FOREIGN KEY(run_id) REFERENCES run (id), 
	CONSTRAINT ck_pick_task_short_reason_printable CHECK (short_reason !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE INDEX ix_pick_task_product_id ON pick_task (product_id);

CREATE TABLE serial (
	id BIGSERIAL NOT NULL, 
	product_id BIGINT NOT NULL, 
	serial VARCHAR COLLATE "C" NOT NULL, 
	serial_key VARCHAR COLLATE "C" NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	stock_line_id BIGINT, 
	pre_receipt_line_id BIGINT, 
	run_id BIGINT, 
	captured_at BIGINT, 
	lot VARCHAR COLLATE "C", 
	lot_key VARCHAR COLLATE "C", 
	expiry VARCHAR COLLATE "C", 
	CONSTRAINT pk_serial PRIMARY KEY (id), 
	CONSTRAINT uq_serial_serial_key_product_id UNIQUE (serial_key, product_id), 
	CONSTRAINT ck_serial_in_stock_has_line CHECK ((state = 'in_stock') = (stock_line_id IS NOT NULL)), 
	CONSTRAINT ck_serial_capture CHECK ((run_id IS NULL) = (captured_at IS NULL)), 
	CONSTRAINT ck_serial_captured_has_run CHECK (state <> 'captured' OR run_id IS NOT NULL), 
	CONSTRAINT ck_serial_expected_has_line CHECK (state <> 'expected' OR pre_receipt_line_id IS NOT NULL), 
	CONSTRAINT ck_serial_length CHECK (length(serial) BETWEEN 1 AND 64), 
	CONSTRAINT ck_serial_lot_has_key CHECK ((lot IS NULL) = (lot_key IS NULL)), 
	CONSTRAINT ck_serial_lot_at_arrival CHECK (state <> 'expected' OR run_id IS NOT NULL OR (lot IS NULL AND expiry IS NULL)), 
	CONSTRAINT fk_serial_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT ck_serial_state CHECK (state IN ('captured', 'expected', 'in_stock', 'picked', 'dispatched', 'removed')), 
	CONSTRAINT fk_serial_stock_line_id FOREIGN KEY(stock_line_id) REFERENCES stock_line (id), 
	CONSTRAINT fk_serial_pre_receipt_line_id FOREIGN KEY(pre_receipt_line_id) REFERENCES pre_receipt_line (id), 
	CONSTRAINT fk_serial_run_id FOREIGN KEY(run_id) REFERENCES run (id), 
	CONSTRAINT ck_serial_serial_printable CHECK (serial !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'), 
	CONSTRAINT ck_serial_lot_printable CHECK (lot !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE INDEX ix_serial_stock_line ON serial (stock_line_id, id) WHERE stock_line_id IS NOT NULL;

CREATE INDEX ix_serial_pre_receipt_line ON serial (pre_receipt_line_id, id) WHERE pre_receipt_line_id IS NOT NULL;

CREATE INDEX ix_serial_lot ON serial (lot_key, id) WHERE lot_key IS NOT NULL;

CREATE INDEX ix_serial_not_in_stock ON serial (state, id) WHERE state NOT IN ('captured', 'in_stock');

CREATE INDEX ix_serial_product ON serial (product_id, id);

CREATE INDEX ix_serial_capture ON serial (run_id, captured_at) WHERE run_id IS NOT NULL;

CREATE TABLE stock_transaction (
	id BIGSERIAL NOT NULL, 
	at BIGINT NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	product_id BIGINT NOT NULL, 
	account_id BIGINT NOT NULL, 
	stock_line_id BIGINT, 
	quantity INTEGER NOT NULL, 
	balance INTEGER, 
	serial_count INTEGER NOT NULL, 
	from_id BIGINT, 
	pre_receipt_line_id BIGINT, 
	pick_task_id BIGINT, 
	operator VARCHAR COLLATE "C" NOT NULL, 
	note VARCHAR COLLATE "C", 
	CONSTRAINT pk_stock_transaction PRIMARY KEY (id), 
	CONSTRAINT ck_stock_transaction_balance_of_line CHECK ((stock_line_id IS NULL) = (balance IS NULL)), 
	CONSTRAINT ck_stock_transaction_serial_count CHECK (serial_count >= 0), 
	CONSTRAINT ck_stock_transaction_kind CHECK (kind IN ('receipt', 'pick', 'dispatch', 'transfer', 'adjustment', 'return', 'count')), 
	CONSTRAINT fk_stock_transaction_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT fk_stock_transaction_account_id FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT fk_stock_transaction_stock_line_id FOREIGN KEY(stock_line_id) REFERENCES stock_line (id), 
	CONSTRAINT fk_stock_transaction_from_id FOREIGN KEY(from_id) REFERENCES stock_transaction (id), 
	CONSTRAINT fk_stock_transaction_pre_receipt_line_id FOREIGN KEY(pre_receipt_line_id) REFERENCES pre_receipt_line (id), 
	CONSTRAINT fk_stock_transaction_pick_task_id FOREIGN KEY(pick_task_id) REFERENCES pick_task (id), 
	CONSTRAINT ck_stock_transaction_operator_printable CHECK (operator !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'), 
	CONSTRAINT ck_stock_transaction_note_printable CHECK (note !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE INDEX ix_stock_transaction_at ON stock_transaction (at, id);

CREATE INDEX ix_stock_transaction_product ON stock_transaction (product_id, id);

CREATE INDEX ix_stock_transaction_pick_task ON stock_transaction (pick_task_id) WHERE pick_task_id IS NOT NULL;

CREATE INDEX ix_stock_transaction_with_serials ON stock_transaction (id) WHERE serial_count > 0;

CREATE INDEX ix_stock_transaction_pre_receipt ON stock_transaction (pre_receipt_line_id) WHERE pre_receipt_line_id IS NOT NULL;

CREATE INDEX ix_stock_transaction_operator ON stock_transaction (operator, id);

CREATE INDEX ix_stock_transaction_kind ON stock_transaction (kind, id);

CREATE INDEX ix_stock_transaction_line ON stock_transaction (stock_line_id, id) WHERE stock_line_id IS NOT NULL;

CREATE UNIQUE INDEX uq_stock_transaction_from ON stock_transaction (from_id) WHERE from_id IS NOT NULL;

CREATE TABLE serial_hold (
	id BIGSERIAL NOT NULL, 
	serial_id BIGINT NOT NULL, 
	reason VARCHAR COLLATE "C" NOT NULL, 
	held_at BIGINT NOT NULL, 
	held_by VARCHAR COLLATE "C" NOT NULL, 
	released_at BIGINT, 
	released_by VARCHAR COLLATE "C", 
	CONSTRAINT pk_serial_hold PRIMARY KEY (id), 
	CONSTRAINT ck_serial_hold_release CHECK ((released_at IS NULL) = (released_by IS NULL)), 
	CONSTRAINT fk_serial_hold_serial_id FOREIGN KEY(serial_id) REFERENCES serial (id), 
	CONSTRAINT ck_serial_hold_reason_printable CHECK (reason !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'), 
	CONSTRAINT ck_serial_hold_held_by_printable CHECK (held_by !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'), 
	CONSTRAINT ck_serial_hold_released_by_printable CHECK (released_by !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE INDEX ix_serial_hold_serial ON serial_hold (serial_id, id);

CREATE UNIQUE INDEX uq_serial_hold_active ON serial_hold (serial_id) WHERE released_at IS NULL;

CREATE TABLE transaction_serial (
	transaction_id BIGINT NOT NULL, 
	serial_id BIGINT NOT NULL, 
	CONSTRAINT pk_transaction_serial PRIMARY KEY (transaction_id, serial_id), 
	CONSTRAINT fk_transaction_serial_transaction_id FOREIGN KEY(transaction_id) REFERENCES stock_transaction (id), 
	CONSTRAINT fk_transaction_serial_serial_id FOREIGN KEY(serial_id) REFERENCES serial (id)
);

CREATE INDEX ix_transaction_serial_serial ON transaction_serial (serial_id, transaction_id);

CREATE TABLE IF NOT EXISTS serial_part (id bigint CONSTRAINT pk_serial_part PRIMARY KEY,
 serial_key varchar COLLATE "C" NOT NULL);

CREATE OR REPLACE FUNCTION parts_of_three(varchar) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
 $$ SELECT array_agg(DISTINCT substr($1, i, 3)) FROM generate_series(1, length($1) - 2) AS i $$;

CREATE INDEX IF NOT EXISTS ix_serial_part ON serial_part USING gin (parts_of_three(serial_key));

CREATE TABLE IF NOT EXISTS store_version (application_id bigint NOT NULL, version integer NOT NULL);

INSERT INTO account (id, code, code_key) VALUES (1, 'MAIN', 'main');

INSERT INTO account (id, code, code_key) VALUES (2, 'ACME', 'acme');

INSERT INTO device (id, name, name_key, created_at, disabled_at) VALUES (1, 'DOCK-1', 'dock-1', 1772438512000000, NULL);

INSERT INTO list_view (id, page, name, name_key, definition, saved_by, saved_at) VALUES (1, 'stock', 'Mine', 'mine', '{"columns": ["product", "quantity"], "filters": {"search": "A"}}', 'maria', 1772438512000000);

INSERT INTO login_entry (id, at, kind, name, name_key, address, device, method, reason, times) VALUES (1, 1772438512000000, 'login', 'anna', 'anna', '192.0.2.1', NULL, 'password', NULL, NULL);

INSERT INTO login_entry (id, at, kind, name, name_key, address, device, method, reason, times) VALUES (2, 1772438572000000, 'refused', 'anna', 'anna', '192.0.2.1', NULL, 'password', 'wrong_password', NULL);

INSERT INTO login_entry (id, at, kind, name, name_key, address, device, method, reason, times) VALUES (3, 1772438632000000, 'refused', 'nobody', 'nobody', '192.0.2.1', NULL, 'password', 'wrong_password', 1);

INSERT INTO login_entry (id, at, kind, name, name_key, address, device, method, reason, times) VALUES (4, 1772438692000000, 'logout', 'anna', 'anna', '192.0.2.1', NULL, 'password', NULL, NULL);

INSERT INTO operator (id, name, name_key, role, created_at, disabled_at, password_hash, pin_hash) VALUES (1, 'anna', 'anna', 'operator', 1772438512000000, NULL, 'argon2id of a password', 'argon2id of a PIN');

INSERT INTO operator (id, name, name_key, role, created_at, disabled_at, password_hash, pin_hash) VALUES (2, 'Maria', 'maria', 'admin', 1772438512000000, NULL, NULL, NULL);

INSERT INTO operator (id, name, name_key, role, created_at, disabled_at, password_hash, pin_hash) VALUES (3, 'gone', 'gone', 'supervisor', 1772438512000000, 1772438512000000, NULL, NULL);

INSERT INTO product (id, sku, sku_key, name, tracking_type, serial_pattern, pattern_failed_at, warranty_days, retired_at, created_at, import_number) VALUES (1, 'CAM-1', 'cam-1', 'CAM-1', 'full_tracking', 'SN\d{4}', NULL, 365, NULL, 1772438400000000, NULL);

INSERT INTO product (id, sku, sku_key, name, tracking_type, serial_pattern, pattern_failed_at, warranty_days, retired_at, created_at, import_number) VALUES (2, 'RTR-1', 'rtr-1', 'Router 10-port', 'full_tracking', 'R-\d+', 1772438512000000, NULL, NULL, 1772438400000000, NULL);

INSERT INTO product (id, sku, sku_key, name, tracking_type, serial_pattern, pattern_failed_at, warranty_days, retired_at, created_at, import_number) VALUES (3, 'BAT-1', 'bat-1', 'BAT-1', 'track_during_pick', NULL, NULL, NULL, NULL, 1772438400000000, NULL);

INSERT INTO product (id, sku, sku_key, name, tracking_type, serial_pattern, pattern_failed_at, warranty_days, retired_at, created_at, import_number) VALUES (4, 'BOX-1', 'box-1', 'BOX-1', 'track_during_pick', NULL, NULL, NULL, NULL, 1772438400000000, NULL);

INSERT INTO product (id, sku, sku_key, name, tracking_type, serial_pattern, pattern_failed_at, warranty_days, retired_at, created_at, import_number) VALUES (5, 'OLD-1', 'old-1', 'OLD-1', 'no_tracking', NULL, NULL, NULL, 1772438512000000, 1772438400000000, NULL);

INSERT INTO product (id, sku, sku_key, name, tracking_type, serial_pattern, pattern_failed_at, warranty_days, retired_at, created_at, import_number) VALUES (6, 'IMP-1', 'imp-1', 'Imported', 'full_tracking', NULL, NULL, NULL, NULL, 1772438512000000, 1);

INSERT INTO setting (key, value) VALUES ('default_tracking_type', 'full_tracking');

INSERT INTO setting (key, value) VALUES ('last_import', '1');

INSERT INTO setting (key, value) VALUES ('login_retention_days', '90');

INSERT INTO setting (key, value) VALUES ('serial_letters', 'any');

INSERT INTO warehouse (id, code, code_key) VALUES (1, 'MAIN', 'main');

INSERT INTO warehouse (id, code, code_key) VALUES (2, 'NORTH', 'north');

INSERT INTO location (id, code, code_key, warehouse_id) VALUES (1, 'GOODS-IN', 'goods-in', 1);

INSERT INTO location (id, code, code_key, warehouse_id) VALUES (2, 'A-01', 'a-01', 1);

INSERT INTO location (id, code, code_key, warehouse_id) VALUES (3, 'A-02', 'a-02', 1);

INSERT INTO location (id, code, code_key, warehouse_id) VALUES (4, 'N-01', 'n-01', 2);

INSERT INTO pick_list (id, ref, ref_key, customer, account_id, state, created_at, closed_at, import_number) VALUES (1, 'PL-1', 'pl-1', 'Hotel', 1, 'dispatched', 1772438454000000, 1772438474000000, NULL);

INSERT INTO pick_list (id, ref, ref_key, customer, account_id, state, created_at, closed_at, import_number) VALUES (2, 'PL-2', 'pl-2', 'Museum', 1, 'picked', 1772438474000000, 1772438490000000, NULL);

INSERT INTO pick_list (id, ref, ref_key, customer, account_id, state, created_at, closed_at, import_number) VALUES (3, 'PL-5', 'pl-5', NULL, 1, 'picked', 1772438490000000, 1772438500000000, NULL);

INSERT INTO pick_list (id, ref, ref_key, customer, account_id, state, created_at, closed_at, import_number) VALUES (4, 'PL-3', 'pl-3', NULL, 1, 'cancelled', 1772438500000000, 1772438500000000, NULL);

INSERT INTO pick_list (id, ref, ref_key, customer, account_id, state, created_at, closed_at, import_number) VALUES (5, 'PL-4', 'pl-4', NULL, 1, 'open', 1772438500000000, NULL, NULL);

INSERT INTO pre_receipt (id, ref, ref_key, supplier, account_id, state, revision, created_at, closed_at, import_number) VALUES (1, 'PR-1', 'pr-1', 'Lens', 1, 'received', 0, 1772438400000000, 1772438428000000, NULL);

INSERT INTO pre_receipt (id, ref, ref_key, supplier, account_id, state, revision, created_at, closed_at, import_number) VALUES (2, 'PR-2', 'pr-2', 'Northlink', 2, 'open', 1, 1772438428000000, NULL, NULL);

INSERT INTO pre_receipt (id, ref, ref_key, supplier, account_id, state, revision, created_at, closed_at, import_number) VALUES (3, 'PR-5', 'pr-5', NULL, 1, 'received', 0, 1772438444000000, 1772438454000000, NULL);

INSERT INTO pre_receipt (id, ref, ref_key, supplier, account_id, state, revision, created_at, closed_at, import_number) VALUES (4, 'PR-3', 'pr-3', NULL, 1, 'cancelled', 1, 1772438454000000, 1772438454000000, NULL);

INSERT INTO pre_receipt (id, ref, ref_key, supplier, account_id, state, revision, created_at, closed_at, import_number) VALUES (5, 'PR-4', 'pr-4', NULL, 1, 'open', 1, 1772438454000000, NULL, NULL);

INSERT INTO product_barcode (barcode, product_id) VALUES ('09521234543213', 1);

INSERT INTO product_barcode (barcode, product_id) VALUES ('09521234543244', 3);

INSERT INTO product_barcode (barcode, product_id) VALUES ('house-9', 4);

INSERT INTO product_barcode (barcode, product_id) VALUES ('imp', 6);

INSERT INTO product_barcode (barcode, product_id) VALUES ('rtr', 2);

INSERT INTO product_change (id, product_id, what, old, new, at, operator) VALUES (1, 2, 'name', 'RTR-1', 'Router 10-port', 1772438512000000, 'maria');

INSERT INTO product_change (id, product_id, what, old, new, at, operator) VALUES (2, 2, 'serial_pattern', NULL, 'R-\d+', 1772438512000000, 'maria');

INSERT INTO product_change (id, product_id, what, old, new, at, operator) VALUES (3, 2, 'barcode', '09521234543220', NULL, 1772438512000000, 'maria');

INSERT INTO product_change (id, product_id, what, old, new, at, operator) VALUES (4, 2, 'barcode', NULL, 'rtr', 1772438512000000, 'maria');

INSERT INTO product_change (id, product_id, what, old, new, at, operator) VALUES (5, 1, 'warranty_days', NULL, '365', 1772438512000000, 'maria');

INSERT INTO product_change (id, product_id, what, old, new, at, operator) VALUES (6, 5, 'retired', NULL, 'yes', 1772438512000000, 'maria');

INSERT INTO product_hold (id, product_id, lot, lot_key, reason, held_at, held_by, held_after, released_at, released_by, released_after) VALUES (1, 3, NULL, '', 'leaks', 1772438512000000, 'maria', 10, NULL, NULL, NULL);

INSERT INTO product_hold (id, product_id, lot, lot_key, reason, held_at, held_by, held_after, released_at, released_by, released_after) VALUES (2, 1, 'L7', 'l7', 'under test', 1772438512000000, 'maria', 15, 1772438512000000, 'maria', 15);

INSERT INTO public_key (id, operator_id, device_id, fingerprint, text, label, added_at) VALUES (1, 1, NULL, 'SHA256:anna', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI anna@desk', 'anna@desk', 1772438512000000);

INSERT INTO public_key (id, operator_id, device_id, fingerprint, text, label, added_at) VALUES (2, NULL, 1, 'SHA256:anna', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI anna@desk', 'anna@desk', 1772438512000000);

INSERT INTO tracking_change (id, product_id, old, new, at, operator) VALUES (1, 4, 'no_tracking', 'track_during_pick', 1772438500000000, 'office');

INSERT INTO run (id, operator, operator_key, flow, config, position, state, captured, last_capture_at, pre_receipt_id, pick_list_id, started_at, updated_at) VALUES (1, 'anna', 'anna', 'goods_in', '{"title":"goods_in","short_title":"","separator":"\u001d","name":"goods_in","operation":"pre_receipt_receive","steps":[{"scan_pre_receipt":{}},{"scan_product":{}},{"enter_serials":{"separators":",;|","ranges":true,"repeat_window_ms":1000}},{"confirm_quantity":{}},{"scan_location":{}}],"options":{"short":"ask","without_serial_step":"refuse","pre_entered":"accept","over_receipt":"allow"},"left_out":[]}', '{"step": "scan_pre_receipt", "moves": 14, "recent": ["a1"]}', 'done', 0, 1772438412000000, 1, NULL, 1772438402000000, 1772438428000000);

INSERT INTO run (id, operator, operator_key, flow, config, position, state, captured, last_capture_at, pre_receipt_id, pick_list_id, started_at, updated_at) VALUES (2, 'anna', 'anna', 'goods_in', '{"title":"goods_in","short_title":"","separator":"\u001d","name":"goods_in","operation":"pre_receipt_receive","steps":[{"scan_pre_receipt":{}},{"scan_product":{}},{"enter_serials":{"separators":",;|","ranges":true,"repeat_window_ms":1000}},{"confirm_quantity":{}},{"scan_location":{}}],"options":{"short":"ask","without_serial_step":"refuse","pre_entered":"accept","over_receipt":"allow"},"left_out":[]}', '{"step": "scan_pre_receipt", "moves": 13}', 'done', 0, NULL, 3, NULL, 1772438430000000, 1772438454000000);

INSERT INTO run (id, operator, operator_key, flow, config, position, state, captured, last_capture_at, pre_receipt_id, pick_list_id, started_at, updated_at) VALUES (3, 'ben', 'ben', 'goods_out', '{"title":"goods_out","short_title":"","separator":"\u001d","name":"goods_out","operation":"pick_by_pick_list","steps":[{"scan_pick_list":{}},{"scan_location":{}},{"scan_product":{}},{"enter_serials":{"separators":",;|","ranges":true,"repeat_window_ms":1000}},{"confirm_quantity":{}}],"options":{"short_reasons":["Not found","Damaged","Location empty"],"empty_reason":"Location empty","without_serial_step":"refuse","expired":"refuse"},"left_out":[]}', '{"step": "scan_pick_list", "moves": 10}', 'done', 0, 1772438472000000, NULL, 1, 1772438456000000, 1772438474000000);

INSERT INTO run (id, operator, operator_key, flow, config, position, state, captured, last_capture_at, pre_receipt_id, pick_list_id, started_at, updated_at) VALUES (4, 'ben', 'ben', 'goods_out', '{"title":"goods_out","short_title":"","separator":"\u001d","name":"goods_out","operation":"pick_by_pick_list","steps":[{"scan_pick_list":{}},{"scan_location":{}},{"scan_product":{}},{"enter_serials":{"separators":",;|","ranges":true,"repeat_window_ms":1000}},{"confirm_quantity":{}}],"options":{"short_reasons":["Not found","Damaged","Location empty"],"empty_reason":"Location empty","without_serial_step":"refuse","expired":"refuse"},"left_out":[]}', '{"step": "scan_pick_list", "moves": 8}', 'done', 0, 1772438488000000, NULL, 2, 1772438476000000, 1772438490000000);

INSERT INTO run (id, operator, operator_key, flow, config, position, state, captured, last_capture_at, pre_receipt_id, pick_list_id, started_at, updated_at) VALUES (5, 'ben', 'ben', 'goods_out', '{"title":"goods_out","short_title":"","separator":"\u001d","name":"goods_out","operation":"pick_by_pick_list","steps":[{"scan_pick_list":{}},{"scan_location":{}},{"scan_product":{}},{"enter_serials":{"separators":",;|","ranges":true,"repeat_window_ms":1000}},{"confirm_quantity":{}}],"options":{"short_reasons":["Not found","Damaged","Location empty"],"empty_reason":"Location empty","without_serial_step":"refuse","expired":"refuse"},"left_out":[]}', '{"step": "scan_pick_list", "moves": 5}', 'done', 0, NULL, NULL, 3, 1772438492000000, 1772438500000000);

INSERT INTO run (id, operator, operator_key, flow, config, position, state, captured, last_capture_at, pre_receipt_id, pick_list_id, started_at, updated_at) VALUES (6, 'cleo', 'cleo', 'goods_in', '{"title":"goods_in","short_title":"","separator":"\u001d","name":"goods_in","operation":"pre_receipt_receive","steps":[{"scan_pre_receipt":{}},{"scan_product":{}},{"enter_serials":{"separators":",;|","ranges":true,"repeat_window_ms":1000}},{"confirm_quantity":{}},{"scan_location":{}}],"options":{"short":"close","without_serial_step":"refuse","pre_entered":"accept","over_receipt":"allow"},"left_out":[]}', '{"step": "enter_serials", "document_id": 5, "line_id": 9, "moves": 4, "recent": ["c1", "c2"]}', 'open', 2, 1772438508000000, 5, NULL, 1772438502000000, 1772438508000000);

INSERT INTO run (id, operator, operator_key, flow, config, position, state, captured, last_capture_at, pre_receipt_id, pick_list_id, started_at, updated_at) VALUES (7, 'dora', 'dora', 'goods_out', '{"title":"goods_out","short_title":"","separator":"\u001d","name":"goods_out","operation":"pick_by_pick_list","steps":[{"scan_pick_list":{}},{"scan_location":{}},{"scan_product":{}},{"enter_serials":{"separators":",;|","ranges":true,"repeat_window_ms":1000}},{"confirm_quantity":{}}],"options":{"short_reasons":["Not found","Damaged","Location empty"],"empty_reason":"Location empty","without_serial_step":"refuse","expired":"refuse"},"left_out":[]}', '{"step": "scan_location", "document_id": 5, "line_id": 7, "stock_line_id": 6, "moves": 1}', 'open', 0, NULL, NULL, 5, 1772438510000000, 1772438510000000);

INSERT INTO run (id, operator, operator_key, flow, config, position, state, captured, last_capture_at, pre_receipt_id, pick_list_id, started_at, updated_at) VALUES (8, 'emil', 'emil', 'goods_in', '{"title":"goods_in","short_title":"","separator":"\u001d","name":"goods_in","operation":"pre_receipt_receive","steps":[{"scan_pre_receipt":{}},{"scan_product":{}},{"enter_serials":{"separators":",;|","ranges":true,"repeat_window_ms":1000}},{"confirm_quantity":{}},{"scan_location":{}}],"options":{"short":"close","without_serial_step":"refuse","pre_entered":"accept","over_receipt":"allow"},"left_out":[]}', '{"step": "scan_product", "document_id": 5, "moves": 1}', 'released', 0, NULL, 5, NULL, 1772438512000000, 1772438512000000);

INSERT INTO stock_line (id, product_id, location_id, account_id, tracking_type, quantity, received_at) VALUES (1, 1, 2, 1, 'full_tracking', 0, 1772438416000000);

INSERT INTO stock_line (id, product_id, location_id, account_id, tracking_type, quantity, received_at) VALUES (2, 4, 3, 1, 'no_tracking', 6, 1772438422000000);

INSERT INTO stock_line (id, product_id, location_id, account_id, tracking_type, quantity, received_at) VALUES (3, 3, 2, 1, 'track_during_pick', 4, 1772438428000000);

INSERT INTO stock_line (id, product_id, location_id, account_id, tracking_type, quantity, received_at) VALUES (4, 2, 3, 2, 'full_tracking', 3, 1772438436000000);

INSERT INTO stock_line (id, product_id, location_id, account_id, tracking_type, quantity, received_at) VALUES (5, 4, 3, 2, 'no_tracking', 6, 1772438444000000);

INSERT INTO stock_line (id, product_id, location_id, account_id, tracking_type, quantity, received_at) VALUES (6, 1, 3, 1, 'full_tracking', 1, 1772438500000000);

INSERT INTO pick_task (id, pick_list_id, task_no, product_id, location_id, quantity, picked_quantity, state, short_reason, run_id) VALUES (1, 1, 1, 1, 2, 2, 2, 'picked', NULL, NULL);

INSERT INTO pick_task (id, pick_list_id, task_no, product_id, location_id, quantity, picked_quantity, state, short_reason, run_id) VALUES (2, 1, 2, 3, NULL, 1, 1, 'picked', NULL, NULL);

INSERT INTO pick_task (id, pick_list_id, task_no, product_id, location_id, quantity, picked_quantity, state, short_reason, run_id) VALUES (3, 2, 1, 4, NULL, 4, 4, 'picked', NULL, NULL);

INSERT INTO pick_task (id, pick_list_id, task_no, product_id, location_id, quantity, picked_quantity, state, short_reason, run_id) VALUES (4, 2, 2, 1, NULL, 1, 1, 'picked', NULL, NULL);

INSERT INTO pick_task (id, pick_list_id, task_no, product_id, location_id, quantity, picked_quantity, state, short_reason, run_id) VALUES (5, 3, 1, 4, NULL, 3, 2, 'picked', 'broken', NULL);

INSERT INTO pick_task (id, pick_list_id, task_no, product_id, location_id, quantity, picked_quantity, state, short_reason, run_id) VALUES (6, 4, 1, 4, NULL, 1, 0, 'cancelled', NULL, NULL);

INSERT INTO pick_task (id, pick_list_id, task_no, product_id, location_id, quantity, picked_quantity, state, short_reason, run_id) VALUES (7, 5, 1, 1, NULL, 1, 0, 'open', NULL, 7);

INSERT INTO pre_receipt_line (id, pre_receipt_id, line_no, product_id, tracking_type, expected_quantity, confirmed_quantity, pre_entered, revision, state, run_id) VALUES (1, 1, 1, 1, 'full_tracking', 4, 4, 0, 0, 'received', NULL);

INSERT INTO pre_receipt_line (id, pre_receipt_id, line_no, product_id, tracking_type, expected_quantity, confirmed_quantity, pre_entered, revision, state, run_id) VALUES (2, 1, 2, 4, 'no_tracking', 10, 10, 0, 0, 'received', NULL);

INSERT INTO pre_receipt_line (id, pre_receipt_id, line_no, product_id, tracking_type, expected_quantity, confirmed_quantity, pre_entered, revision, state, run_id) VALUES (3, 1, 3, 3, 'track_during_pick', 5, 5, 0, 0, 'received', NULL);

INSERT INTO pre_receipt_line (id, pre_receipt_id, line_no, product_id, tracking_type, expected_quantity, confirmed_quantity, pre_entered, revision, state, run_id) VALUES (4, 2, 1, 2, 'full_tracking', 3, 3, 3, 1, 'received', NULL);

INSERT INTO pre_receipt_line (id, pre_receipt_id, line_no, product_id, tracking_type, expected_quantity, confirmed_quantity, pre_entered, revision, state, run_id) VALUES (5, 2, 2, 4, 'no_tracking', 8, 6, 0, 0, 'open', NULL);

INSERT INTO pre_receipt_line (id, pre_receipt_id, line_no, product_id, tracking_type, expected_quantity, confirmed_quantity, pre_entered, revision, state, run_id) VALUES (6, 3, 1, 4, 'no_tracking', 3, 2, 0, 0, 'received', NULL);

INSERT INTO pre_receipt_line (id, pre_receipt_id, line_no, product_id, tracking_type, expected_quantity, confirmed_quantity, pre_entered, revision, state, run_id) VALUES (7, 4, 1, 2, 'full_tracking', 2, 0, 0, 1, 'cancelled', NULL);

INSERT INTO pre_receipt_line (id, pre_receipt_id, line_no, product_id, tracking_type, expected_quantity, confirmed_quantity, pre_entered, revision, state, run_id) VALUES (8, 5, 1, 2, 'full_tracking', 2, 0, 2, 1, 'open', NULL);

INSERT INTO pre_receipt_line (id, pre_receipt_id, line_no, product_id, tracking_type, expected_quantity, confirmed_quantity, pre_entered, revision, state, run_id) VALUES (9, 5, 2, 1, 'full_tracking', 3, 0, 0, 0, 'open', 6);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, pre_receipt_line_id, run_id, captured_at, lot, lot_key, expiry) VALUES (1, 1, 'SN0001', 'sn0001', 'in_stock', 6, NULL, NULL, NULL, 'L7', 'l7', '2029-12-31');

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, pre_receipt_line_id, run_id, captured_at, lot, lot_key, expiry) VALUES (2, 1, 'SN0002', 'sn0002', 'dispatched', NULL, NULL, NULL, NULL, 'L7', 'l7', '2029-12-31');

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, pre_receipt_line_id, run_id, captured_at, lot, lot_key, expiry) VALUES (3, 1, 'SN0003', 'sn0003', 'picked', NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, pre_receipt_line_id, run_id, captured_at, lot, lot_key, expiry) VALUES (4, 1, 'SN0004', 'sn0004', 'removed', NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, pre_receipt_line_id, run_id, captured_at, lot, lot_key, expiry) VALUES (5, 2, 'R-0001', 'r-0001', 'in_stock', 4, 4, NULL, NULL, NULL, NULL, NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, pre_receipt_line_id, run_id, captured_at, lot, lot_key, expiry) VALUES (6, 2, 'R-0002', 'r-0002', 'in_stock', 4, 4, NULL, NULL, NULL, NULL, NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, pre_receipt_line_id, run_id, captured_at, lot, lot_key, expiry) VALUES (7, 2, 'R-0003', 'r-0003', 'in_stock', 4, 4, NULL, NULL, NULL, NULL, NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, pre_receipt_line_id, run_id, captured_at, lot, lot_key, expiry) VALUES (10, 2, 'R-0006', 'r-0006', 'expected', NULL, 8, NULL, NULL, NULL, NULL, NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, pre_receipt_line_id, run_id, captured_at, lot, lot_key, expiry) VALUES (11, 2, 'R-0007', 'r-0007', 'expected', NULL, 8, NULL, NULL, NULL, NULL, NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, pre_receipt_line_id, run_id, captured_at, lot, lot_key, expiry) VALUES (12, 3, 'B-0001', 'b-0001', 'dispatched', NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, pre_receipt_line_id, run_id, captured_at, lot, lot_key, expiry) VALUES (13, 1, 'SN0011', 'sn0011', 'captured', NULL, NULL, 6, 1772438506000000, NULL, NULL, NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, pre_receipt_line_id, run_id, captured_at, lot, lot_key, expiry) VALUES (14, 1, 'SN0012', 'sn0012', 'captured', NULL, NULL, 6, 1772438508000000, NULL, NULL, NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, pre_receipt_line_id, pick_task_id, operator, note) VALUES (1, 1772438416000000, 'receipt', 1, 1, 1, 4, 4, 4, NULL, 1, NULL, 'anna', NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, pre_receipt_line_id, pick_task_id, operator, note) VALUES (2, 1772438422000000, 'receipt', 4, 1, 2, 10, 10, 0, NULL, 2, NULL, 'anna', NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, pre_receipt_line_id, pick_task_id, operator, note) VALUES (3, 1772438428000000, 'receipt', 3, 1, 3, 5, 5, 0, NULL, 3, NULL, 'anna', NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, pre_receipt_line_id, pick_task_id, operator, note) VALUES (4, 1772438436000000, 'receipt', 2, 2, 4, 3, 3, 3, NULL, 4, NULL, 'anna', NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, pre_receipt_line_id, pick_task_id, operator, note) VALUES (5, 1772438444000000, 'receipt', 4, 2, 5, 6, 6, 0, NULL, 5, NULL, 'anna', NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, pre_receipt_line_id, pick_task_id, operator, note) VALUES (6, 1772438454000000, 'receipt', 4, 1, 2, 2, 12, 0, NULL, 6, NULL, 'anna', NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, pre_receipt_line_id, pick_task_id, operator, note) VALUES (7, 1772438466000000, 'pick', 1, 1, 1, -2, 2, 2, NULL, NULL, 1, 'ben', NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, pre_receipt_line_id, pick_task_id, operator, note) VALUES (8, 1772438474000000, 'pick', 3, 1, 3, -1, 4, 1, NULL, NULL, 2, 'ben', NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, pre_receipt_line_id, pick_task_id, operator, note) VALUES (9, 1772438474000000, 'dispatch', 1, 1, NULL, -2, NULL, 2, NULL, NULL, 1, 'office', NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, pre_receipt_line_id, pick_task_id, operator, note) VALUES (10, 1772438474000000, 'dispatch', 3, 1, NULL, -1, NULL, 1, NULL, NULL, 2, 'office', NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, pre_receipt_line_id, pick_task_id, operator, note) VALUES (11, 1772438482000000, 'pick', 4, 1, 2, -4, 8, 0, NULL, NULL, 3, 'ben', NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, pre_receipt_line_id, pick_task_id, operator, note) VALUES (12, 1772438490000000, 'pick', 1, 1, 1, -1, 1, 1, NULL, NULL, 4, 'ben', NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, pre_receipt_line_id, pick_task_id, operator, note) VALUES (13, 1772438500000000, 'pick', 4, 1, 2, -2, 6, 0, NULL, NULL, 5, 'ben', 'short: broken');

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, pre_receipt_line_id, pick_task_id, operator, note) VALUES (14, 1772438500000000, 'adjustment', 1, 1, 1, -1, 0, 1, NULL, NULL, NULL, 'office', 'dented');

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, pre_receipt_line_id, pick_task_id, operator, note) VALUES (15, 1772438500000000, 'return', 1, 1, 6, 1, 1, 1, NULL, NULL, NULL, 'office', 'returned');

INSERT INTO serial_hold (id, serial_id, reason, held_at, held_by, released_at, released_by) VALUES (1, 1, 'dented', 1772438512000000, 'maria', NULL, NULL);

INSERT INTO serial_hold (id, serial_id, reason, held_at, held_by, released_at, released_by) VALUES (2, 5, 'recalled', 1772438512000000, 'maria', 1772438512000000, 'maria');

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (1, 1);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (1, 2);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (1, 3);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (1, 4);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (4, 5);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (4, 6);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (4, 7);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (7, 1);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (7, 2);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (8, 12);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (9, 1);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (9, 2);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (10, 12);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (12, 3);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (14, 4);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (15, 1);

INSERT INTO store_version (application_id, version) VALUES (1397246020, 2);

SELECT setval('account_id_seq', 2);

SELECT setval('device_id_seq', 1);

SELECT setval('list_view_id_seq', 1);

SELECT setval('location_id_seq', 4);

SELECT setval('login_entry_id_seq', 4);

SELECT setval('operator_id_seq', 3);

SELECT setval('pick_list_id_seq', 5);

SELECT setval('pick_task_id_seq', 7);

SELECT setval('pre_receipt_id_seq', 5);

SELECT setval('pre_receipt_line_id_seq', 9);

SELECT setval('product_change_id_seq', 6);

SELECT setval('product_hold_id_seq', 2);

SELECT setval('product_id_seq', 6);

SELECT setval('public_key_id_seq', 2);

SELECT setval('run_id_seq', 8);

SELECT setval('serial_hold_id_seq', 2);

SELECT setval('serial_id_seq', 14);

SELECT setval('stock_line_id_seq', 6);

SELECT setval('stock_transaction_id_seq', 15);

SELECT setval('tracking_change_id_seq', 1);

SELECT setval('warehouse_id_seq', 2);

INSERT INTO serial_part (id, serial_key) SELECT id, serial_key FROM serial WHERE state <> 'captured';

CREATE OR REPLACE FUNCTION ledger_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.stock_line_id IS NULL AND NEW.kind <> 'dispatch' AND NEW.quantity <> 0) THEN RAISE EXCEPTION 'R16: only a dispatch moves a quantity without a stock line' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.kind IN ('receipt', 'return') AND NEW.quantity < 0) THEN RAISE EXCEPTION 'R16: a receipt or return cannot take away' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.kind IN ('pick', 'dispatch') AND NEW.quantity > 0) THEN RAISE EXCEPTION 'R16: a pick or dispatch cannot add' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.kind = 'dispatch' AND NEW.stock_line_id IS NOT NULL) THEN RAISE EXCEPTION 'R16: a dispatch has no stock line' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.kind IN ('pick', 'dispatch') AND EXISTS (SELECT 1 FROM product_hold AS h WHERE h.product_id = NEW.product_id AND h.lot_key = ''
 AND h.released_at IS NULL)) THEN RAISE EXCEPTION 'R50: a product on hold does not leave' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.stock_line_id IS NOT NULL AND abs(NEW.quantity) <> NEW.serial_count AND EXISTS (SELECT 1
 FROM stock_line AS s WHERE s.id = NEW.stock_line_id AND s.tracking_type = 'full_tracking')) THEN RAISE EXCEPTION 'R16: on a Full Tracking line each unit has its serial' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.quantity < 0 AND NEW.balance >= 0 AND (SELECT count(n.id) - CASE WHEN NEW.pick_task_id IS NULL THEN NEW.serial_count ELSE 0 END
 FROM stock_line AS s LEFT JOIN serial AS n ON n.stock_line_id = s.id AND (NEW.pick_task_id IS NULL OR n.run_id IS NULL
 OR n.run_id IS DISTINCT FROM (SELECT k.run_id FROM pick_task AS k WHERE k.id = NEW.pick_task_id))
 WHERE s.id = NEW.stock_line_id AND s.tracking_type = 'track_during_pick') > NEW.balance) THEN RAISE EXCEPTION 'R16: a stock line never holds more serials than units' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.stock_line_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stock_line AS s WHERE s.id = NEW.stock_line_id
 AND s.product_id = NEW.product_id AND s.account_id = NEW.account_id AND s.quantity + NEW.quantity = NEW.balance)) THEN RAISE EXCEPTION 'R16: the balance must be the quantity of the stock line plus the quantity of the transaction' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.stock_line_id IS NOT NULL AND EXISTS (SELECT 1 FROM stock_transaction AS t
 WHERE t.stock_line_id = NEW.stock_line_id AND t.id >= NEW.id AND NEW.id > 0)) THEN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.kind = 'transfer' AND (NEW.from_id IS NULL) <> (NEW.quantity < 0)) THEN RAISE EXCEPTION 'R18: a transfer leaves with one row, and the row that arrives names it' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.from_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stock_transaction AS f JOIN stock_line AS a ON a.id = f.stock_line_id
 JOIN stock_line AS b ON b.id = NEW.stock_line_id WHERE f.id = NEW.from_id AND f.quantity < 0
 AND f.quantity = -NEW.quantity AND f.kind = NEW.kind AND (f.kind = 'transfer' OR f.kind = 'count')
 AND f.product_id = NEW.product_id AND f.serial_count = NEW.serial_count AND a.tracking_type = b.tracking_type
 AND (a.location_id = b.location_id) <> (a.account_id = b.account_id))) THEN RAISE EXCEPTION 'R18: what arrives is what left' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER ledger_insert BEFORE INSERT ON stock_transaction FOR EACH ROW EXECUTE FUNCTION ledger_insert();

CREATE OR REPLACE FUNCTION ledger_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (TRUE) THEN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER ledger_update BEFORE UPDATE ON stock_transaction FOR EACH ROW EXECUTE FUNCTION ledger_update();

CREATE OR REPLACE FUNCTION ledger_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (TRUE) THEN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN OLD; END $$;

CREATE TRIGGER ledger_delete BEFORE DELETE ON stock_transaction FOR EACH ROW EXECUTE FUNCTION ledger_delete();

CREATE OR REPLACE FUNCTION link_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (EXISTS (SELECT 1 FROM transaction_serial AS l
 WHERE l.serial_id = NEW.serial_id AND l.transaction_id >= NEW.transaction_id)) THEN RAISE EXCEPTION 'R16: a serial is linked to its transactions in order, once each' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NOT EXISTS (SELECT 1 FROM stock_transaction AS t JOIN serial AS s ON s.product_id = t.product_id
 WHERE t.id = NEW.transaction_id AND s.id = NEW.serial_id AND t.serial_count > 0 AND CASE t.kind
 WHEN 'receipt' THEN (s.state = 'captured' OR s.state = 'expected') WHEN 'pick' THEN (s.state = 'captured' OR s.state = 'expected' OR s.state = 'in_stock') WHEN 'dispatch' THEN (s.state = 'picked') WHEN 'transfer' THEN (s.state = 'in_stock') WHEN 'adjustment' THEN (s.state = 'captured' OR s.state = 'in_stock') WHEN 'return' THEN (s.state = 'captured' OR s.state = 'dispatched' OR s.state = 'removed') WHEN 'count' THEN (s.state = 'captured' OR s.state = 'in_stock') ELSE FALSE END
 AND (t.from_id IS NULL OR EXISTS (SELECT 1 FROM transaction_serial AS f
 WHERE f.transaction_id = t.from_id AND f.serial_id = NEW.serial_id)))) THEN RAISE EXCEPTION 'R5: this serial cannot belong to this transaction' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER link_insert BEFORE INSERT ON transaction_serial FOR EACH ROW EXECUTE FUNCTION link_insert();

CREATE OR REPLACE FUNCTION link_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (TRUE) THEN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER link_update BEFORE UPDATE ON transaction_serial FOR EACH ROW EXECUTE FUNCTION link_update();

CREATE OR REPLACE FUNCTION link_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (TRUE) THEN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN OLD; END $$;

CREATE TRIGGER link_delete BEFORE DELETE ON transaction_serial FOR EACH ROW EXECUTE FUNCTION link_delete();

CREATE OR REPLACE FUNCTION stock_line_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.quantity <> 0) THEN RAISE EXCEPTION 'R16: a stock line begins with quantity 0' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER stock_line_insert BEFORE INSERT ON stock_line FOR EACH ROW EXECUTE FUNCTION stock_line_insert();

CREATE OR REPLACE FUNCTION stock_line_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.product_id IS DISTINCT FROM OLD.product_id OR NEW.location_id IS DISTINCT FROM OLD.location_id OR NEW.account_id IS DISTINCT FROM OLD.account_id OR NEW.tracking_type IS DISTINCT FROM OLD.tracking_type) THEN RAISE EXCEPTION 'R2: a stock line stays what it was created as' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.quantity <> OLD.quantity AND NEW.quantity IS DISTINCT FROM (SELECT t.balance
 FROM stock_transaction AS t WHERE t.stock_line_id = OLD.id ORDER BY t.id DESC LIMIT 1)) THEN RAISE EXCEPTION 'R16: a quantity changes through the ledger only' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER stock_line_update BEFORE UPDATE ON stock_line FOR EACH ROW EXECUTE FUNCTION stock_line_update();

CREATE OR REPLACE FUNCTION stock_line_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.stock_line_id = OLD.id)) THEN RAISE EXCEPTION 'R16: a stock line with transactions cannot be deleted' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN OLD; END $$;

CREATE TRIGGER stock_line_delete BEFORE DELETE ON stock_line FOR EACH ROW EXECUTE FUNCTION stock_line_delete();

CREATE OR REPLACE FUNCTION serial_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state NOT IN ('captured', 'expected')) THEN RAISE EXCEPTION 'R5: a serial begins as captured or expected' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.state = 'expected' AND NOT EXISTS (SELECT 1 FROM pre_receipt_line AS p WHERE p.id = NEW.pre_receipt_line_id AND p.state = 'open' AND (p.confirmed_quantity = 0 OR (p.pre_entered = 0 AND NEW.run_id IS NOT NULL)))) THEN RAISE EXCEPTION 'R8: pre-entered serials of a received line cannot be changed' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER serial_insert BEFORE INSERT ON serial FOR EACH ROW EXECUTE FUNCTION serial_insert();

CREATE OR REPLACE FUNCTION serial_identity() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.product_id IS DISTINCT FROM OLD.product_id OR NEW.serial_key IS DISTINCT FROM OLD.serial_key) THEN RAISE EXCEPTION 'R4: a serial stays what it is' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF ((NEW.serial IS DISTINCT FROM OLD.serial) AND OLD.state NOT IN ('captured', 'expected')) THEN RAISE EXCEPTION 'R4: a serial stays what it is' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF ((NEW.lot IS DISTINCT FROM OLD.lot OR NEW.lot_key IS DISTINCT FROM OLD.lot_key OR NEW.expiry IS DISTINCT FROM OLD.expiry) AND OLD.state NOT IN ('captured', 'expected')) THEN RAISE EXCEPTION 'R5: lot and expiry of a serial stay as they arrived' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.run_id <> OLD.run_id) THEN RAISE EXCEPTION 'R15: a capture holds its serial against every other run' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER serial_identity BEFORE UPDATE ON serial FOR EACH ROW EXECUTE FUNCTION serial_identity();

CREATE OR REPLACE FUNCTION serial_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NOT ((OLD.state = 'captured' AND NEW.state = 'in_stock') OR (OLD.state = 'expected' AND NEW.state = 'in_stock') OR (OLD.state = 'captured' AND NEW.state = 'picked') OR (OLD.state = 'expected' AND NEW.state = 'picked') OR (OLD.state = 'in_stock' AND NEW.state = 'in_stock') OR (OLD.state = 'in_stock' AND NEW.state = 'picked') OR (OLD.state = 'in_stock' AND NEW.state = 'removed') OR (OLD.state = 'picked' AND NEW.state = 'dispatched') OR (OLD.state = 'dispatched' AND NEW.state = 'in_stock') OR (OLD.state = 'removed' AND NEW.state = 'in_stock'))) THEN RAISE EXCEPTION 'R5: a serial cannot move like that' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NOT EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.id = (SELECT max(l.transaction_id)
 FROM transaction_serial AS l WHERE l.serial_id = OLD.id) AND CASE WHEN OLD.state = 'captured' AND NEW.state = 'in_stock' THEN (t.kind = 'receipt' OR t.kind = 'return' OR t.kind = 'adjustment' OR t.kind = 'count') AND t.stock_line_id = NEW.stock_line_id AND t.quantity > 0 WHEN OLD.state = 'expected' AND NEW.state = 'in_stock' THEN (t.kind = 'receipt') AND t.stock_line_id = NEW.stock_line_id AND t.quantity > 0 WHEN OLD.state = 'captured' AND NEW.state = 'picked' THEN (t.kind = 'pick') AND EXISTS (SELECT 1 FROM stock_line AS s WHERE s.id = t.stock_line_id AND s.tracking_type = 'track_during_pick') WHEN OLD.state = 'expected' AND NEW.state = 'picked' THEN (t.kind = 'pick') AND EXISTS (SELECT 1 FROM stock_line AS s WHERE s.id = t.stock_line_id AND s.tracking_type = 'track_during_pick') WHEN OLD.state = 'in_stock' AND NEW.state = 'in_stock' THEN (t.kind = 'transfer') AND t.stock_line_id = NEW.stock_line_id AND t.quantity > 0 AND EXISTS (SELECT 1 FROM stock_transaction AS f WHERE f.id = t.from_id
 AND f.stock_line_id = OLD.stock_line_id) WHEN OLD.state = 'in_stock' AND NEW.state = 'picked' THEN (t.kind = 'pick') AND t.stock_line_id = OLD.stock_line_id AND t.quantity < 0 WHEN OLD.state = 'in_stock' AND NEW.state = 'removed' THEN (t.kind = 'adjustment' OR t.kind = 'count') AND t.stock_line_id = OLD.stock_line_id AND t.quantity < 0 WHEN OLD.state = 'picked' AND NEW.state = 'dispatched' THEN (t.kind = 'dispatch') WHEN OLD.state = 'dispatched' AND NEW.state = 'in_stock' THEN (t.kind = 'return') AND t.stock_line_id = NEW.stock_line_id AND t.quantity > 0 WHEN OLD.state = 'removed' AND NEW.state = 'in_stock' THEN (t.kind = 'return') AND t.stock_line_id = NEW.stock_line_id AND t.quantity > 0 ELSE FALSE END)) THEN RAISE EXCEPTION 'R5: a serial moves through the ledger only' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF ((NEW.state = 'in_stock') AND NOT EXISTS (SELECT 1 FROM stock_line AS s WHERE s.id = NEW.stock_line_id
 AND s.product_id = NEW.product_id AND s.tracking_type <> 'no_tracking')) THEN RAISE EXCEPTION 'R3: a serial cannot be on this stock line' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF ((NEW.state = 'in_stock') AND EXISTS (SELECT 1 FROM stock_line AS s WHERE s.id = NEW.stock_line_id
 AND s.tracking_type = 'track_during_pick'
 AND s.quantity <= (SELECT count(*) FROM serial AS n WHERE n.stock_line_id = s.id))) THEN RAISE EXCEPTION 'R16: a stock line never holds more serials than units' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.state IN ('picked', 'dispatched') AND (EXISTS (SELECT 1 FROM serial_hold AS h WHERE h.serial_id = NEW.id AND h.released_at IS NULL) OR EXISTS (SELECT 1 FROM product_hold AS h WHERE h.product_id = NEW.product_id AND h.released_at IS NULL
 AND (h.lot_key = '' OR h.lot_key = NEW.lot_key)))) THEN RAISE EXCEPTION 'R49: a serial on hold does not leave' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER serial_move BEFORE UPDATE ON serial FOR EACH ROW WHEN (NEW.state IS DISTINCT FROM OLD.state OR NEW.stock_line_id IS DISTINCT FROM OLD.stock_line_id) EXECUTE FUNCTION serial_move();

CREATE OR REPLACE FUNCTION serial_pre_receipt_line() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state <> 'expected' AND OLD.state NOT IN ('captured', 'expected') OR NEW.state = 'expected' AND (EXISTS (SELECT 1 FROM pre_receipt_line AS p WHERE p.id = OLD.pre_receipt_line_id AND p.state = 'open' AND p.confirmed_quantity > 0 AND p.pre_entered > 0) OR NOT EXISTS (SELECT 1 FROM pre_receipt_line AS p WHERE p.id = NEW.pre_receipt_line_id AND p.state = 'open' AND (p.confirmed_quantity = 0 OR (p.pre_entered = 0 AND NEW.run_id IS NOT NULL))))) THEN RAISE EXCEPTION 'R8: pre-entered serials of a received line cannot be changed' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER serial_pre_receipt_line BEFORE UPDATE ON serial FOR EACH ROW WHEN (NEW.pre_receipt_line_id IS DISTINCT FROM OLD.pre_receipt_line_id) EXECUTE FUNCTION serial_pre_receipt_line();

CREATE OR REPLACE FUNCTION serial_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (OLD.state NOT IN ('captured', 'expected') OR EXISTS (SELECT 1 FROM transaction_serial AS l WHERE l.serial_id = OLD.id)) THEN RAISE EXCEPTION 'R16: a serial of the ledger cannot be deleted' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (OLD.state = 'expected' AND NOT EXISTS (SELECT 1 FROM pre_receipt_line AS p WHERE p.id = OLD.pre_receipt_line_id AND (p.state = 'cancelled' OR p.pre_entered = 0 OR (p.state = 'open' AND p.confirmed_quantity = 0)))) THEN RAISE EXCEPTION 'R8: pre-entered serials of a received line cannot be changed' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN OLD; END $$;

CREATE TRIGGER serial_delete BEFORE DELETE ON serial FOR EACH ROW EXECUTE FUNCTION serial_delete();

CREATE OR REPLACE FUNCTION pre_receipt_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state <> 'open') THEN RAISE EXCEPTION 'R8: a pre-receipt begins open' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER pre_receipt_insert BEFORE INSERT ON pre_receipt FOR EACH ROW EXECUTE FUNCTION pre_receipt_insert();

CREATE OR REPLACE FUNCTION pre_receipt_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.ref_key IS DISTINCT FROM OLD.ref_key OR NEW.account_id IS DISTINCT FROM OLD.account_id) THEN RAISE EXCEPTION 'R10: a pre-receipt stays what it was announced as' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.state <> OLD.state AND OLD.state <> 'open') THEN RAISE EXCEPTION 'R8: a closed pre-receipt never opens again' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER pre_receipt_update BEFORE UPDATE ON pre_receipt FOR EACH ROW EXECUTE FUNCTION pre_receipt_update();

CREATE OR REPLACE FUNCTION pre_receipt_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (EXISTS (SELECT 1 FROM pre_receipt_line AS p WHERE p.pre_receipt_id = OLD.id)) THEN RAISE EXCEPTION 'R16: a pre-receipt with lines cannot be deleted' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN OLD; END $$;

CREATE TRIGGER pre_receipt_delete BEFORE DELETE ON pre_receipt FOR EACH ROW EXECUTE FUNCTION pre_receipt_delete();

CREATE OR REPLACE FUNCTION pre_receipt_line_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state <> 'open' OR NEW.confirmed_quantity <> 0 OR NEW.pre_entered <> 0) THEN RAISE EXCEPTION 'R8: a line begins open, with nothing received' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NOT EXISTS (SELECT 1 FROM pre_receipt AS d WHERE d.id = NEW.pre_receipt_id AND d.state = 'open')) THEN RAISE EXCEPTION 'R8: a closed pre-receipt takes no line' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (EXISTS (SELECT 1 FROM product AS p WHERE p.id = NEW.product_id AND p.retired_at IS NOT NULL)) THEN RAISE EXCEPTION 'R52: no new document takes a retired product' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER pre_receipt_line_insert BEFORE INSERT ON pre_receipt_line FOR EACH ROW EXECUTE FUNCTION pre_receipt_line_insert();

CREATE OR REPLACE FUNCTION pre_receipt_line_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.pre_receipt_id IS DISTINCT FROM OLD.pre_receipt_id OR NEW.line_no IS DISTINCT FROM OLD.line_no OR NEW.product_id IS DISTINCT FROM OLD.product_id OR NEW.tracking_type IS DISTINCT FROM OLD.tracking_type OR NEW.expected_quantity IS DISTINCT FROM OLD.expected_quantity) THEN RAISE EXCEPTION 'R10: what a line expects is never overwritten' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.confirmed_quantity < OLD.confirmed_quantity) THEN RAISE EXCEPTION 'R10: what was received stays received' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.confirmed_quantity > OLD.confirmed_quantity AND OLD.state <> 'open') THEN RAISE EXCEPTION 'R8: a closed line receives nothing' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.state <> OLD.state AND OLD.state <> 'open') THEN RAISE EXCEPTION 'R8: a closed line never opens again' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.pre_entered <> OLD.pre_entered AND NEW.state <> 'cancelled'
 AND (OLD.state <> 'open' OR OLD.confirmed_quantity > 0)) THEN RAISE EXCEPTION 'R8: pre-entered serials of a received line cannot be changed' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER pre_receipt_line_update BEFORE UPDATE ON pre_receipt_line FOR EACH ROW EXECUTE FUNCTION pre_receipt_line_update();

CREATE OR REPLACE FUNCTION pre_receipt_line_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (OLD.confirmed_quantity > 0 OR EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.pre_receipt_line_id = OLD.id)
 OR EXISTS (SELECT 1 FROM serial AS s WHERE s.pre_receipt_line_id = OLD.id)) THEN RAISE EXCEPTION 'R16: a line with receipts or serials cannot be deleted' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN OLD; END $$;

CREATE TRIGGER pre_receipt_line_delete BEFORE DELETE ON pre_receipt_line FOR EACH ROW EXECUTE FUNCTION pre_receipt_line_delete();

CREATE OR REPLACE FUNCTION pick_list_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state <> 'open') THEN RAISE EXCEPTION 'R12: a pick list begins open' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER pick_list_insert BEFORE INSERT ON pick_list FOR EACH ROW EXECUTE FUNCTION pick_list_insert();

CREATE OR REPLACE FUNCTION pick_list_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.ref_key IS DISTINCT FROM OLD.ref_key OR NEW.account_id IS DISTINCT FROM OLD.account_id) THEN RAISE EXCEPTION 'R12: a pick list stays what it was created as' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.state <> OLD.state AND NOT (OLD.state = 'open' AND NEW.state IN ('picked', 'cancelled')
 OR OLD.state = 'picked' AND NEW.state = 'dispatched')) THEN RAISE EXCEPTION 'R12: a pick list only moves forward' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER pick_list_update BEFORE UPDATE ON pick_list FOR EACH ROW EXECUTE FUNCTION pick_list_update();

CREATE OR REPLACE FUNCTION pick_list_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (EXISTS (SELECT 1 FROM pick_task AS k WHERE k.pick_list_id = OLD.id)) THEN RAISE EXCEPTION 'R16: a pick list with tasks cannot be deleted' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN OLD; END $$;

CREATE TRIGGER pick_list_delete BEFORE DELETE ON pick_list FOR EACH ROW EXECUTE FUNCTION pick_list_delete();

CREATE OR REPLACE FUNCTION pick_task_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state <> 'open' OR NEW.picked_quantity <> 0) THEN RAISE EXCEPTION 'R12: a task begins open, with nothing picked' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NOT EXISTS (SELECT 1 FROM pick_list AS d WHERE d.id = NEW.pick_list_id AND d.state = 'open')) THEN RAISE EXCEPTION 'R12: a closed pick list takes no task' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (EXISTS (SELECT 1 FROM product AS p WHERE p.id = NEW.product_id AND p.retired_at IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM stock_line AS s JOIN pick_list AS d ON d.id = NEW.pick_list_id
 WHERE s.product_id = NEW.product_id AND s.account_id = d.account_id AND s.quantity > 0)) THEN RAISE EXCEPTION 'R52: no new document takes a retired product' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER pick_task_insert BEFORE INSERT ON pick_task FOR EACH ROW EXECUTE FUNCTION pick_task_insert();

CREATE OR REPLACE FUNCTION pick_task_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.pick_list_id IS DISTINCT FROM OLD.pick_list_id OR NEW.task_no IS DISTINCT FROM OLD.task_no OR NEW.product_id IS DISTINCT FROM OLD.product_id OR NEW.quantity IS DISTINCT FROM OLD.quantity) THEN RAISE EXCEPTION 'R12: a task stays what it was created as' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.picked_quantity < OLD.picked_quantity) THEN RAISE EXCEPTION 'R12: what was picked stays picked' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.picked_quantity > OLD.picked_quantity AND OLD.state <> 'open') THEN RAISE EXCEPTION 'R12: a closed task takes nothing' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.state <> OLD.state AND NOT (OLD.state = 'open' AND NEW.state IN ('picked', 'cancelled')
 OR OLD.state = 'picked' AND NEW.state = 'cancelled' AND NEW.picked_quantity = 0)) THEN RAISE EXCEPTION 'R12: a task only moves forward' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER pick_task_update BEFORE UPDATE ON pick_task FOR EACH ROW EXECUTE FUNCTION pick_task_update();

CREATE OR REPLACE FUNCTION pick_task_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (OLD.picked_quantity > 0 OR EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.pick_task_id = OLD.id)) THEN RAISE EXCEPTION 'R16: a task with picks cannot be deleted' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN OLD; END $$;

CREATE TRIGGER pick_task_delete BEFORE DELETE ON pick_task FOR EACH ROW EXECUTE FUNCTION pick_task_delete();

CREATE OR REPLACE FUNCTION tracking_change_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (TRUE) THEN RAISE EXCEPTION 'R2: every change of a tracking type is kept' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER tracking_change_update BEFORE UPDATE ON tracking_change FOR EACH ROW EXECUTE FUNCTION tracking_change_update();

CREATE OR REPLACE FUNCTION tracking_change_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (TRUE) THEN RAISE EXCEPTION 'R2: every change of a tracking type is kept' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN OLD; END $$;

CREATE TRIGGER tracking_change_delete BEFORE DELETE ON tracking_change FOR EACH ROW EXECUTE FUNCTION tracking_change_delete();

CREATE OR REPLACE FUNCTION product_change_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (TRUE) THEN RAISE EXCEPTION 'R53: every change of a product is kept' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER product_change_update BEFORE UPDATE ON product_change FOR EACH ROW EXECUTE FUNCTION product_change_update();

CREATE OR REPLACE FUNCTION product_change_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (TRUE) THEN RAISE EXCEPTION 'R53: every change of a product is kept' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN OLD; END $$;

CREATE TRIGGER product_change_delete BEFORE DELETE ON product_change FOR EACH ROW EXECUTE FUNCTION product_change_delete();

CREATE OR REPLACE FUNCTION product_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.product_id = OLD.id)
 OR EXISTS (SELECT 1 FROM stock_line AS s WHERE s.product_id = OLD.id)) THEN RAISE EXCEPTION 'R16: a product of the ledger cannot be deleted' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN OLD; END $$;

CREATE TRIGGER product_delete BEFORE DELETE ON product FOR EACH ROW EXECUTE FUNCTION product_delete();

CREATE OR REPLACE FUNCTION serial_hold_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.released_at IS NOT NULL) THEN RAISE EXCEPTION 'R49: a hold begins unreleased' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NOT EXISTS (SELECT 1 FROM serial AS s WHERE s.id = NEW.serial_id
 AND s.state IN ('in_stock', 'picked'))) THEN RAISE EXCEPTION 'R49: only a serial in the house can be put on hold' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER serial_hold_insert BEFORE INSERT ON serial_hold FOR EACH ROW EXECUTE FUNCTION serial_hold_insert();

CREATE OR REPLACE FUNCTION serial_hold_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (OLD.released_at IS NOT NULL OR NEW.id IS DISTINCT FROM OLD.id OR NEW.serial_id IS DISTINCT FROM OLD.serial_id OR NEW.reason IS DISTINCT FROM OLD.reason OR NEW.held_at IS DISTINCT FROM OLD.held_at OR NEW.held_by IS DISTINCT FROM OLD.held_by) THEN RAISE EXCEPTION 'R49: a hold is kept as it was; it can only be released' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER serial_hold_update BEFORE UPDATE ON serial_hold FOR EACH ROW EXECUTE FUNCTION serial_hold_update();

CREATE OR REPLACE FUNCTION serial_hold_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (TRUE) THEN RAISE EXCEPTION 'R49: every hold is kept' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN OLD; END $$;

CREATE TRIGGER serial_hold_delete BEFORE DELETE ON serial_hold FOR EACH ROW EXECUTE FUNCTION serial_hold_delete();

CREATE OR REPLACE FUNCTION product_hold_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.released_at IS NOT NULL) THEN RAISE EXCEPTION 'R50: a hold begins unreleased' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.held_after <> (SELECT coalesce(max(t.id), 0) FROM stock_transaction AS t WHERE t.product_id = NEW.product_id)) THEN RAISE EXCEPTION 'R50: a hold begins after what is in the ledger' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER product_hold_insert BEFORE INSERT ON product_hold FOR EACH ROW EXECUTE FUNCTION product_hold_insert();

CREATE OR REPLACE FUNCTION product_hold_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (OLD.released_at IS NOT NULL OR NEW.id IS DISTINCT FROM OLD.id OR NEW.product_id IS DISTINCT FROM OLD.product_id OR NEW.lot IS DISTINCT FROM OLD.lot OR NEW.lot_key IS DISTINCT FROM OLD.lot_key OR NEW.reason IS DISTINCT FROM OLD.reason OR NEW.held_at IS DISTINCT FROM OLD.held_at OR NEW.held_by IS DISTINCT FROM OLD.held_by OR NEW.held_after IS DISTINCT FROM OLD.held_after) THEN RAISE EXCEPTION 'R50: a hold is kept as it was; it can only be released' USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF (NEW.released_after <> (SELECT coalesce(max(t.id), 0) FROM stock_transaction AS t WHERE t.product_id = NEW.product_id)) THEN RAISE EXCEPTION 'R50: a hold ends after what is in the ledger' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER product_hold_update BEFORE UPDATE ON product_hold FOR EACH ROW EXECUTE FUNCTION product_hold_update();

CREATE OR REPLACE FUNCTION product_hold_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (TRUE) THEN RAISE EXCEPTION 'R50: every hold is kept' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN OLD; END $$;

CREATE TRIGGER product_hold_delete BEFORE DELETE ON product_hold FOR EACH ROW EXECUTE FUNCTION product_hold_delete();

CREATE OR REPLACE FUNCTION login_entry_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.at IS DISTINCT FROM OLD.at OR NEW.kind IS DISTINCT FROM OLD.kind OR NEW.name IS DISTINCT FROM OLD.name OR NEW.name_key IS DISTINCT FROM OLD.name_key OR NEW.address IS DISTINCT FROM OLD.address OR NEW.device IS DISTINCT FROM OLD.device OR NEW.method IS DISTINCT FROM OLD.method OR NEW.reason IS DISTINCT FROM OLD.reason OR coalesce(NEW.times <= OLD.times, TRUE)) THEN RAISE EXCEPTION 'R58: the audit of logins is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$;

CREATE TRIGGER login_entry_update BEFORE UPDATE ON login_entry FOR EACH ROW EXECUTE FUNCTION login_entry_update();

CREATE OR REPLACE FUNCTION login_entry_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (OLD.at >= coalesce(
 (SELECT CAST(s.value AS BIGINT) FROM setting AS s WHERE s.key = 'logins_kept_from'), 0)) THEN RAISE EXCEPTION 'R58: the audit of logins is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN OLD; END $$;

CREATE TRIGGER login_entry_delete BEFORE DELETE ON login_entry FOR EACH ROW EXECUTE FUNCTION login_entry_delete();

CREATE OR REPLACE FUNCTION quantity_follows_ledger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE stock_line SET quantity = quantity + NEW.quantity WHERE id = NEW.stock_line_id; RETURN NULL; END $$;

CREATE TRIGGER quantity_follows_ledger AFTER INSERT ON stock_transaction FOR EACH ROW WHEN (NEW.stock_line_id IS NOT NULL) EXECUTE FUNCTION quantity_follows_ledger();

CREATE OR REPLACE FUNCTION transaction_serial_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;

CREATE TRIGGER transaction_serial_truncate BEFORE TRUNCATE ON transaction_serial FOR EACH STATEMENT EXECUTE FUNCTION transaction_serial_truncate();

CREATE OR REPLACE FUNCTION account_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;

CREATE TRIGGER account_truncate BEFORE TRUNCATE ON account FOR EACH STATEMENT EXECUTE FUNCTION account_truncate();

CREATE OR REPLACE FUNCTION warehouse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;

CREATE TRIGGER warehouse_truncate BEFORE TRUNCATE ON warehouse FOR EACH STATEMENT EXECUTE FUNCTION warehouse_truncate();

CREATE OR REPLACE FUNCTION location_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;

CREATE TRIGGER location_truncate BEFORE TRUNCATE ON location FOR EACH STATEMENT EXECUTE FUNCTION location_truncate();

CREATE OR REPLACE FUNCTION product_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;

CREATE TRIGGER product_truncate BEFORE TRUNCATE ON product FOR EACH STATEMENT EXECUTE FUNCTION product_truncate();

CREATE OR REPLACE FUNCTION pre_receipt_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;

CREATE TRIGGER pre_receipt_truncate BEFORE TRUNCATE ON pre_receipt FOR EACH STATEMENT EXECUTE FUNCTION pre_receipt_truncate();

CREATE OR REPLACE FUNCTION pre_receipt_line_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;

CREATE TRIGGER pre_receipt_line_truncate BEFORE TRUNCATE ON pre_receipt_line FOR EACH STATEMENT EXECUTE FUNCTION pre_receipt_line_truncate();

CREATE OR REPLACE FUNCTION pick_list_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;

CREATE TRIGGER pick_list_truncate BEFORE TRUNCATE ON pick_list FOR EACH STATEMENT EXECUTE FUNCTION pick_list_truncate();

CREATE OR REPLACE FUNCTION pick_task_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;

CREATE TRIGGER pick_task_truncate BEFORE TRUNCATE ON pick_task FOR EACH STATEMENT EXECUTE FUNCTION pick_task_truncate();

CREATE OR REPLACE FUNCTION stock_line_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;

CREATE TRIGGER stock_line_truncate BEFORE TRUNCATE ON stock_line FOR EACH STATEMENT EXECUTE FUNCTION stock_line_truncate();

CREATE OR REPLACE FUNCTION serial_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;

CREATE TRIGGER serial_truncate BEFORE TRUNCATE ON serial FOR EACH STATEMENT EXECUTE FUNCTION serial_truncate();

CREATE OR REPLACE FUNCTION stock_transaction_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;

CREATE TRIGGER stock_transaction_truncate BEFORE TRUNCATE ON stock_transaction FOR EACH STATEMENT EXECUTE FUNCTION stock_transaction_truncate();

CREATE OR REPLACE FUNCTION serial_hold_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;

CREATE TRIGGER serial_hold_truncate BEFORE TRUNCATE ON serial_hold FOR EACH STATEMENT EXECUTE FUNCTION serial_hold_truncate();

CREATE OR REPLACE FUNCTION product_hold_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;

CREATE TRIGGER product_hold_truncate BEFORE TRUNCATE ON product_hold FOR EACH STATEMENT EXECUTE FUNCTION product_hold_truncate();

CREATE OR REPLACE FUNCTION login_entry_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;

CREATE TRIGGER login_entry_truncate BEFORE TRUNCATE ON login_entry FOR EACH STATEMENT EXECUTE FUNCTION login_entry_truncate();

CREATE OR REPLACE FUNCTION tracking_change_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;

CREATE TRIGGER tracking_change_truncate BEFORE TRUNCATE ON tracking_change FOR EACH STATEMENT EXECUTE FUNCTION tracking_change_truncate();

CREATE OR REPLACE FUNCTION product_change_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'R16: the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;

CREATE TRIGGER product_change_truncate BEFORE TRUNCATE ON product_change FOR EACH STATEMENT EXECUTE FUNCTION product_change_truncate();

CREATE OR REPLACE FUNCTION serial_part_announced() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO serial_part (id, serial_key) VALUES (NEW.id, NEW.serial_key); RETURN NULL; END $$;

CREATE TRIGGER serial_part_announced AFTER INSERT ON serial FOR EACH ROW WHEN (NEW.state <> 'captured') EXECUTE FUNCTION serial_part_announced();

CREATE OR REPLACE FUNCTION serial_part_known() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO serial_part (id, serial_key) VALUES (NEW.id, NEW.serial_key); RETURN NULL; END $$;

CREATE TRIGGER serial_part_known AFTER UPDATE OF state ON serial FOR EACH ROW WHEN (OLD.state = 'captured' AND NEW.state <> 'captured') EXECUTE FUNCTION serial_part_known();

CREATE OR REPLACE FUNCTION serial_part_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM serial_part WHERE id = OLD.id; RETURN NULL; END $$;

CREATE TRIGGER serial_part_gone AFTER DELETE ON serial FOR EACH ROW WHEN (OLD.state <> 'captured') EXECUTE FUNCTION serial_part_gone();

