CREATE TABLE account (
	id BIGSERIAL NOT NULL, 
	code VARCHAR COLLATE "C" NOT NULL, 
	code_key VARCHAR COLLATE "C" NOT NULL, 
	CONSTRAINT pk_account PRIMARY KEY (id), 
	CONSTRAINT uq_account_code_key UNIQUE (code_key), 
	CONSTRAINT ck_account_code_printable CHECK (code !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
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

CREATE INDEX ix_login_entry_kind ON login_entry (kind, id);

CREATE INDEX ix_login_entry_login ON login_entry (name_key, address) WHERE kind = 'login';

CREATE INDEX ix_login_entry_name ON login_entry (name_key, id);

CREATE INDEX ix_login_entry_pair ON login_entry (name_key, address, id) WHERE kind IN ('login', 'refused') AND (reason IS NULL OR reason NOT IN ('login_too_often', 'wrong_key'));

CREATE INDEX ix_login_entry_refused ON login_entry (name_key, at) WHERE kind = 'refused';

CREATE INDEX ix_login_entry_unknown ON login_entry (address, at) WHERE times IS NOT NULL;

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

CREATE TABLE warehouse (
	id BIGSERIAL NOT NULL, 
	code VARCHAR COLLATE "C" NOT NULL, 
	code_key VARCHAR COLLATE "C" NOT NULL, 
	CONSTRAINT pk_warehouse PRIMARY KEY (id), 
	CONSTRAINT uq_warehouse_code_key UNIQUE (code_key), 
	CONSTRAINT ck_warehouse_code_printable CHECK (code !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE TABLE document (
	id BIGSERIAL NOT NULL, 
	kind VARCHAR(11) NOT NULL, 
	ref VARCHAR COLLATE "C" NOT NULL, 
	ref_key VARCHAR COLLATE "C" NOT NULL, 
	partner VARCHAR COLLATE "C", 
	account_id BIGINT NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	revision INTEGER DEFAULT '0' NOT NULL, 
	created_at BIGINT NOT NULL, 
	created_by VARCHAR COLLATE "C", 
	closed_at BIGINT, 
	import_number BIGINT, 
	CONSTRAINT pk_document PRIMARY KEY (id), 
	CONSTRAINT uq_document_ref_key_kind UNIQUE (ref_key, kind), 
	CONSTRAINT ck_document_state_of_kind CHECK (kind = 'pre_receipt' AND state IN ('open', 'received', 'cancelled') OR kind = 'pick_list' AND state IN ('open', 'picked', 'dispatched', 'cancelled')), 
	CONSTRAINT ck_document_kind CHECK (kind IN ('pre_receipt', 'pick_list')), 
	CONSTRAINT fk_document_account_id FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT ck_document_state CHECK (state IN ('open', 'received', 'picked', 'dispatched', 'cancelled')), 
	CONSTRAINT ck_document_ref_printable CHECK (ref !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'), 
	CONSTRAINT ck_document_partner_printable CHECK (partner !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'), 
	CONSTRAINT ck_document_created_by_printable CHECK (created_by !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE INDEX ix_document_kind ON document (kind, id);

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
	document_id BIGINT, 
	started_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	CONSTRAINT pk_run PRIMARY KEY (id), 
	CONSTRAINT ck_run_captured CHECK (captured >= 0), 
	CONSTRAINT ck_run_state CHECK (state IN ('open', 'done', 'cancelled', 'released')), 
	CONSTRAINT fk_run_document_id FOREIGN KEY(document_id) REFERENCES document (id), 
	CONSTRAINT ck_run_operator_printable CHECK (operator !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE UNIQUE INDEX uq_run_open ON run (operator_key, flow) WHERE state = 'open';

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

CREATE INDEX ix_stock_line_account_id ON stock_line (account_id);

CREATE INDEX ix_stock_line_location_id ON stock_line (location_id);

CREATE TABLE document_line (
	id BIGSERIAL NOT NULL, 
	kind VARCHAR(11) NOT NULL, 
	document_id BIGINT NOT NULL, 
	line_no INTEGER NOT NULL, 
	product_id BIGINT NOT NULL, 
	location_id BIGINT, 
	quantity INTEGER NOT NULL, 
	done INTEGER NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	short_reason VARCHAR COLLATE "C", 
	revision INTEGER DEFAULT '0' NOT NULL, 
	run_id BIGINT, 
	CONSTRAINT pk_document_line PRIMARY KEY (id), 
	CONSTRAINT uq_document_line_document_id_line_no UNIQUE (document_id, line_no), 
	CONSTRAINT ck_document_line_quantity CHECK (quantity > 0), 
	CONSTRAINT ck_document_line_done CHECK (done >= 0), 
	CONSTRAINT ck_document_line_never_more CHECK (kind = 'pre_receipt' OR done <= quantity), 
	CONSTRAINT ck_document_line_short_has_reason CHECK (state <> 'picked' OR done = quantity OR short_reason IS NOT NULL), 
	CONSTRAINT ck_document_line_state_of_kind CHECK (kind = 'pre_receipt' AND state IN ('open', 'received', 'cancelled') OR kind = 'pick_list' AND state IN ('open', 'picked', 'cancelled')), 
	CONSTRAINT ck_document_line_kind CHECK (kind IN ('pre_receipt', 'pick_list')), 
	CONSTRAINT fk_document_line_document_id FOREIGN KEY(document_id) REFERENCES document (id), 
	CONSTRAINT fk_document_line_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT fk_document_line_location_id FOREIGN KEY(location_id) REFERENCES location (id), 
	CONSTRAINT ck_document_line_state CHECK (state IN ('open', 'received', 'picked', 'dispatched', 'cancelled')), 
	CONSTRAINT fk_document_line_run_id FOREIGN KEY(run_id) REFERENCES run (id), 
	CONSTRAINT ck_document_line_short_reason_printable CHECK (short_reason !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE INDEX ix_document_line_in_work ON document_line (run_id) WHERE run_id IS NOT NULL;

CREATE INDEX ix_document_line_product_id ON document_line (product_id);

CREATE UNIQUE INDEX uq_document_line_announced ON document_line (document_id, product_id) WHERE kind = 'pre_receipt';

CREATE TABLE pre_receipt_line (
	line_id BIGINT NOT NULL, 
	tracking_type VARCHAR(17) NOT NULL, 
	pre_entered INTEGER NOT NULL, 
	CONSTRAINT pk_pre_receipt_line PRIMARY KEY (line_id), 
	CONSTRAINT ck_pre_receipt_line_pre_entered CHECK (pre_entered >= 0), 
	CONSTRAINT ck_pre_receipt_line_pre_entered_full_tracking CHECK (pre_entered = 0 OR tracking_type = 'full_tracking'), 
	CONSTRAINT fk_pre_receipt_line_line_id FOREIGN KEY(line_id) REFERENCES document_line (id) ON DELETE CASCADE, 
	CONSTRAINT ck_pre_receipt_line_tracking_type CHECK (tracking_type IN ('no_tracking', 'track_during_pick', 'full_tracking'))
);

CREATE TABLE serial (
	id BIGSERIAL NOT NULL, 
	product_id BIGINT NOT NULL, 
	serial VARCHAR COLLATE "C" NOT NULL, 
	serial_key VARCHAR COLLATE "C" NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	stock_line_id BIGINT, 
	document_line_id BIGINT, 
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
	CONSTRAINT ck_serial_expected_has_line CHECK (state <> 'expected' OR document_line_id IS NOT NULL), 
	CONSTRAINT ck_serial_length CHECK (length(serial) BETWEEN 1 AND 64), 
	CONSTRAINT ck_serial_lot_has_key CHECK ((lot IS NULL) = (lot_key IS NULL)), 
	CONSTRAINT ck_serial_lot_at_arrival CHECK (state <> 'expected' OR run_id IS NOT NULL OR (lot IS NULL AND expiry IS NULL)), 
	CONSTRAINT fk_serial_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT ck_serial_state CHECK (state IN ('captured', 'expected', 'in_stock', 'picked', 'dispatched', 'removed')), 
	CONSTRAINT fk_serial_stock_line_id FOREIGN KEY(stock_line_id) REFERENCES stock_line (id), 
	CONSTRAINT fk_serial_document_line_id FOREIGN KEY(document_line_id) REFERENCES document_line (id), 
	CONSTRAINT fk_serial_run_id FOREIGN KEY(run_id) REFERENCES run (id), 
	CONSTRAINT ck_serial_serial_printable CHECK (serial !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'), 
	CONSTRAINT ck_serial_lot_printable CHECK (lot !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE INDEX ix_serial_capture ON serial (run_id, captured_at) WHERE run_id IS NOT NULL;

CREATE INDEX ix_serial_document_line ON serial (document_line_id, id) WHERE document_line_id IS NOT NULL;

CREATE INDEX ix_serial_lot ON serial (lot_key, id) WHERE lot_key IS NOT NULL;

CREATE INDEX ix_serial_not_in_stock ON serial (state, id) WHERE state NOT IN ('captured', 'in_stock');

CREATE INDEX ix_serial_product ON serial (product_id, id);

CREATE INDEX ix_serial_stock_line ON serial (stock_line_id, id) WHERE stock_line_id IS NOT NULL;

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
	document_line_id BIGINT, 
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
	CONSTRAINT fk_stock_transaction_document_line_id FOREIGN KEY(document_line_id) REFERENCES document_line (id), 
	CONSTRAINT ck_stock_transaction_operator_printable CHECK (operator !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]'), 
	CONSTRAINT ck_stock_transaction_note_printable CHECK (note !~ '[\U00000001-\U0000001f\U0000007f-\U0000009f\U000000ad-\U000000ad\U0000061c-\U0000061c\U0000180e-\U0000180e\U0000200b-\U0000200b\U0000200e-\U0000200f\U00002028-\U0000202e\U00002060-\U0000206f\U0000feff-\U0000feff\U0000fff9-\U0000fffb\U000e0000-\U000e007f]')
);

CREATE INDEX ix_stock_transaction_at ON stock_transaction (at, id);

CREATE INDEX ix_stock_transaction_document_line ON stock_transaction (document_line_id) WHERE document_line_id IS NOT NULL;

CREATE INDEX ix_stock_transaction_kind ON stock_transaction (kind, id);

CREATE INDEX ix_stock_transaction_line ON stock_transaction (stock_line_id, id) WHERE stock_line_id IS NOT NULL;

CREATE INDEX ix_stock_transaction_operator ON stock_transaction (operator, id);

CREATE INDEX ix_stock_transaction_product ON stock_transaction (product_id, id);

CREATE INDEX ix_stock_transaction_with_serials ON stock_transaction (id) WHERE serial_count > 0;

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
