"""Pages, notebooks and chats: what a program shows to people other than in a reply to a request."""

from sup_lint.analysis.sinks.row import Row

_PAGE = "the page"
_NOTEBOOK = "the notebook"
_CHAT = "a chat message"

ROWS = (
    Row(
        "streamlit",
        "write json code text markdown error warning info success exception caption title header subheader toast"
        " metric table dataframe write_stream latex html status spinner echo data_editor",
        _PAGE,
        "*values body label value delta data",
    ),
    Row("gradio", "Info Warning Error", _PAGE, "message"),
    Row("gradio", "Markdown HTML Textbox Text Code JSON Label", _PAGE, "value"),
    Row("django.contrib.messages", "debug info success warning error", _PAGE, "_request message"),
    Row("django.contrib.messages", "add_message", _PAGE, "_request _level message"),
    Row("IPython builtins", "display", _NOTEBOOK, "*values"),
    Row(
        "IPython",
        "HTML JSON Markdown Pretty Latex Code display_html display_json display_markdown display_pretty",
        _NOTEBOOK,
        "*values data",
    ),
    Row(
        "slack_sdk slack slack_bolt slacker",
        "chat_postMessage chat_postEphemeral chat_update chat_scheduleMessage post_message send",
        _CHAT,
        "*values **fields",
    ),
    Row("discord nextcord disnake interactions", "send reply send_message", _CHAT, "content **fields"),
    Row(
        "telegram telebot aiogram pyrogram telethon",
        "send_message reply_text edit_message_text reply",
        _CHAT,
        "*values text",
    ),
)
