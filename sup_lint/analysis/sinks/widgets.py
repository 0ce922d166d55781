"""Toolkits in which Python describes a page: whatever a widget is given goes to the browser."""

from sup_lint.analysis.sinks.row import Row

_PAGE = "the page"
_WIDGET = "the value of a widget"
_STORE = "the state that the page keeps"
_ANYTHING = "*values **fields"
_DASH = "dash dash_html_components dash_core_components dash_bootstrap_components dash_mantine_components"


def _client(packages: str, methods: str, channel: str, signature: str, receivers: str = "") -> Row:
    return Row(packages, methods, channel, signature, receivers, "client")


ROWS = (
    # Streamlit
    _client(
        "streamlit",
        "write json code text markdown error warning info success exception caption title header subheader toast"
        " metric table dataframe write_stream latex html status spinner echo data_editor badge",
        _PAGE,
        "*values body label value delta data",
    ),
    _client("streamlit", "text_input text_area number_input chat_input", _WIDGET, "label value help placeholder"),
    _client("streamlit", "selectbox radio multiselect select_slider pills segmented_control", _WIDGET, "label options"),
    _client("streamlit", "download_button", "a download", "_label data"),
    _client("streamlit", "iframe", _PAGE, "src"),
    _client("streamlit", "set_query_params experimental_set_query_params", "the page's URL", "**fields"),
    _client("streamlit", "set_page_config", _PAGE, "page_title page_icon menu_items"),
    _client("streamlit_javascript", "st_javascript", _PAGE, "js_code"),
    _client("streamlit_js_eval", "streamlit_js_eval", _PAGE, "js_expressions"),
    _client(
        "streamlit_local_storage streamlit_cookies_manager extra_streamlit_components", "setItem set", _STORE, _ANYTHING
    ),
    # Gradio
    _client("gradio", "Info Warning Error Success", _PAGE, "message"),
    _client(
        "gradio",
        "Markdown HTML Textbox Text TextArea Code JSON Label Number Chatbot Dataframe MultimodalTextbox"
        " HighlightedText ParamViewer",
        _WIDGET,
        "value label info placeholder",
    ),
    _client("gradio", "Dropdown Radio CheckboxGroup", _WIDGET, "choices value"),
    _client("gradio", "Examples", _WIDGET, "examples"),
    _client("gradio", "BrowserState", _STORE, "default_value"),
    _client("gradio", "update", _WIDGET, "value choices label placeholder"),
    _client("gradio", "Blocks", _PAGE, "title css js head"),
    _client("gradio", "Interface ChatInterface", _PAGE, "title description article css js head examples"),
    # Dash
    _client(
        _DASH,
        "Div P Span H1 H2 H3 H4 H5 H6 Pre Code A Label Button Textarea Script Iframe Meta Link Title Li Td Small Strong"
        " Input Markdown Link Location Alert Card Badge Text TextInput PasswordInput",
        _PAGE,
        _ANYTHING,
    ),
    _client(_DASH, "Store", _STORE, _ANYTHING),
    _client(_DASH, "set_props", _PAGE, _ANYTHING),
    _client("dash", "Dash", _PAGE, "index_string meta_tags title"),
    # Panel, NiceGUI, Reflex, Shiny, Flet, Chainlit, Solara, Mesop
    _client(
        "panel",
        "Markdown HTML JSON Str Alert PasswordInput TextInput TextAreaInput StaticText CodeEditor JSONEditor"
        " Row Column",
        _WIDGET,
        _ANYTHING,
    ),
    _client(
        "nicegui",
        "label markdown html code notify run_javascript add_head_html add_body_html input textarea json_editor"
        " chat_message button link",
        _WIDGET,
        _ANYTHING,
    ),
    _client("reflex", "text input heading code code_block script html markdown text_area el", _PAGE, _ANYTHING),
    _client("reflex", "set_clipboard set_local_storage set_cookie call_script", _PAGE, _ANYTHING),
    _client("reflex", "Cookie LocalStorage SessionStorage", _STORE, "value"),
    _client("shiny", "input_text input_password input_text_area HTML markdown p div span pre", _WIDGET, _ANYTHING),
    _client("flet", "Text TextField Markdown", _WIDGET, _ANYTHING),
    _client("chainlit", "Message Text TextInput", _PAGE, "content value initial"),
    _client("solara", "Markdown HTML Text InputText Info Error Warning", _WIDGET, _ANYTHING),
    _client("mesop", "text markdown html input textarea", _WIDGET, _ANYTHING),
    _client("eel", "say call", _PAGE, _ANYTHING),
)
